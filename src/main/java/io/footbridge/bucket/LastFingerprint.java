package io.footbridge.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.batch.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Remembers, in the bucket, under which settings and routes the last start was: under others, rows of what was half sent may
 * be others, with other ids, and TD cannot tell their repeats. There is a note for each prefix, database and table, since one
 * bucket may hold what several installations import.
 */
public final class LastFingerprint {

    /** Under the failed prefix, the only one besides the imported where Footbridge writes. */
    static final String FOLDER = ".footbridge/";

    /** What the note begins with since ids are made from the rows; before, it was the fingerprint alone. */
    private static final String FORM = "2 ";

    private static final String OTHERS =
            "columns, zone, lineage, batch limits or routes differ from those of the last start for"
                    + " {}; rows of objects that were partly sent may be there twice";

    private static final String OTHER_IDS =
            "the last start for {} was of a version that made other ids; objects that it had half"
                    + " sent may be repeated under another id, and their rows be there twice"
                    + " (docs/operations.md, Upgrading)";

    private static final int NOTE_BYTES = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(LastFingerprint.class);

    private final S3Client s3;
    private final String bucket;
    private final String which;
    private final String key;

    /** Where the one note for all was. */
    private final String commonKey;

    /** @param failedPrefix where the note is kept */
    public LastFingerprint(
            S3Client s3, String bucket, String failedPrefix, String prefix, String database, String table) {
        this.s3 = s3;
        this.bucket = bucket;
        this.which = "'" + prefix + "' and " + database + "." + table;
        this.commonKey = failedPrefix + FOLDER + "fingerprint";
        this.key = failedPrefix + FOLDER + database + "." + table + "/" + prefix + "fingerprint";
    }

    /**
     * Compares and takes note; a bucket that does not answer is for the poll to complain about.
     *
     * @param routes what stands for the routes in force, of digits and letters only
     */
    public void compare(Fingerprint fingerprint, String routes) {
        String now = FORM + fingerprint + " " + routes;
        try {
            String own = read(key);
            String last = own == null ? read(commonKey) : own;
            if (last != null && !last.equals(now)) {
                LOG.warn(last.startsWith(FORM) ? OTHERS : OTHER_IDS, which);
            }
            if (!now.equals(own)) {
                s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(now, UTF_8));
            }
            if (own == null && last != null) {
                // Else it would be taken for the last start of whatever is imported from this bucket next.
                s3.deleteObject(request -> request.bucket(bucket).key(commonKey));
            }
        } catch (SdkException e) {
            LOG.warn("the fingerprint of the last start cannot be compared: {}", e.getMessage());
        }
    }

    private String read(String key) {
        return SmallObject.find(s3, bucket, key, NOTE_BYTES)
                .map(note -> new String(note, UTF_8))
                .orElse(null);
    }
}
