package io.footbridge.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.footbridge.export.BatchLimits;
import io.footbridge.export.Columns;
import io.footbridge.export.SourceObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;

/**
 * Everything besides an object's own content that changes its rows or where its batches end; ids are made from it.
 *
 * <p>The table is part of it, since it is not published whether TD keeps ids apart by table. The gzip level is not: it
 * changes the bytes, but a different JRE's deflate does so too.
 */
public final class Fingerprint {

    /** To be raised whenever the same line would become another row. */
    private static final int FORMAT_VERSION = 1;

    private static final int ID_BYTES = 16;

    private final String hex;

    public Fingerprint(
            Columns columns, ZoneId zone, boolean lineage, BatchLimits limits, String database, String table) {
        requireNonNull(columns, "columns is null");
        this.hex = digest(
                "format " + FORMAT_VERSION,
                columns.toString(),
                zone.getId(),
                "lineage " + lineage,
                "records " + limits.maxRecords(),
                "bytes " + limits.maxBytes(),
                database,
                table);
    }

    /** The id under which a batch is imported: 32 lower-case hexadecimal digits, the form that TD's own clients use. */
    public String batchId(SourceObject source, int number) {
        return digest(hex, source.bucket(), source.key(), source.etag(), Integer.toString(number));
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return hex;
    }

    private static String digest(String... parts) {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has SHA-256", e);
        }
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            // The length in front keeps "ab","c" and "a","bc" apart.
            sha.update((bytes.length + ":").getBytes(UTF_8));
            sha.update(bytes);
        }
        return HexFormat.of().formatHex(sha.digest(), 0, ID_BYTES);
    }
}
