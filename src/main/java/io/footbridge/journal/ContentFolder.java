package io.footbridge.journal;

import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.LogFields;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of the bucket whose objects are named after their content: the same content is the same object, however often it
 * is written. Foreign objects, a placeholder of a folder for instance, are recognised by name or content, logged once,
 * skipped, and never deleted.
 */
public final class ContentFolder {

    /** As many as S3 lists at once. */
    private static final int PAGE = 1000;

    /** How many foreign objects are remembered, of either kind. */
    private static final int MOST = 10_000;

    private static final int DIGEST_BYTES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ContentFolder.class);

    private final BucketFolder folder;
    private final Pattern pattern;
    private final Set<String> foreignNames = new HashSet<>();
    private final Set<String> foreignContents = new HashSet<>();

    /** @param pattern of the names; its group {@code digest} is the {@link #digest} of the content */
    public ContentFolder(BucketFolder folder, Pattern pattern) {
        this.folder = folder;
        this.pattern = pattern;
    }

    /** The first 128 bits of the content's SHA-256, as 32 hexadecimal digits. */
    public static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has SHA-256", e);
        }
    }

    public String key(String name) {
        return folder.key(name);
    }

    /** The names of the first thousand objects, in their order, without the foreign ones that are known. */
    public List<String> names() {
        return folder.names().filter(this::isOurs).limit(PAGE).toList();
    }

    /**
     * Reads an object.
     *
     * @return nothing if the content is not what the name was made from
     * @throws Failure also if there are too many such objects to be remembered
     */
    public Optional<byte[]> read(String name) {
        byte[] content = folder.read(name);
        Matcher parts = pattern.matcher(name);
        if (parts.matches() && parts.group("digest").equals(digest(content))) {
            return Optional.of(content);
        }
        skip(name);
        return Optional.empty();
    }

    public void write(JournalEntry entry) {
        folder.write(entry.name(), entry.content());
    }

    /** Deletes an object; it does not matter whether it exists. */
    public void delete(String name) {
        folder.delete(name);
    }

    private synchronized boolean isOurs(String name) {
        if (!pattern.matcher(name).matches()) {
            if (foreignNames.size() < MOST && foreignNames.add(name)) {
                log(name);
            }
            return false;
        }
        return !foreignContents.contains(name);
    }

    private synchronized void skip(String name) {
        if (foreignContents.size() >= MOST) {
            throw new Failure(
                    Reason.INTERNAL,
                    "more than " + MOST + " objects under " + key("") + " are named as those of Footbridge and hold"
                            + " something else");
        }
        if (foreignContents.add(name)) {
            log(name);
        }
    }

    private void log(String name) {
        String key = key(name);
        LogFields.about(LOG.atWarn(), key).log("{} is passed by: Footbridge did not write it", Escaped.of(key));
    }
}
