package io.footbridge.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The names of an archive's members, in memory that does not grow with their length.
 *
 * <p>Of each 128 bits of its SHA-256 are kept. Two names of the same would take somebody 2⁶⁴ tries to find, and only an
 * archive of their own would be refused for it.
 */
final class MemberNames {

    private final Set<UUID> digests = new HashSet<>();
    private final MessageDigest sha256;

    MemberNames() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /** Takes note of a name; false if it was there already. */
    boolean add(String name) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(name.getBytes(UTF_8)));
        return digests.add(new UUID(digest.getLong(), digest.getLong()));
    }
}
