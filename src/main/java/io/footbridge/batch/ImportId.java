package io.footbridge.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.key.SourceObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The id under which rows are imported: a hash of where they go, which object they are of, where in it the first one stands,
 * and the rows themselves.
 *
 * <p>So the same rows of the same object are a repeat, whatever bytes its archive has by then, and whatever changes the rows
 * makes another import. The table is part of it, since it is not published whether TD keeps ids apart by table. The place
 * of the first row tells equal batches of one object apart, whose rows need not say where they come from.
 */
final class ImportId {

    private static final int ID_BYTES = 16;

    private ImportId() {}

    /** 32 lower-case hexadecimal digits, the form that TD's own clients use. */
    static String of(String database, String table, SourceObject source, Place first, int rows, RowsChecksum checksum) {
        return hash(
                "rows of an object",
                database,
                table,
                source.bucket(),
                source.key(),
                first.entry(),
                Long.toString(first.number()),
                Integer.toString(rows),
                checksum.toString());
    }

    /** The first 128 bits of a SHA-256 over texts that cannot run into one another. */
    static String hash(String... parts) {
        MessageDigest sha = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            // The length in front keeps "ab","c" and "a","bc" apart.
            sha.update((bytes.length + ":").getBytes(UTF_8));
            sha.update(bytes);
        }
        return hex(sha);
    }

    /** The first 128 bits of a digest as 32 hexadecimal digits. */
    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has " + algorithm, e);
        }
    }
}
