package io.footbridge.export;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.Checksum;

/** What a store says of all the bytes of an object, and what came of them so far. */
public final class WholeChecksum {

    /** Takes the next bytes of an array, from its beginning. */
    @FunctionalInterface
    private interface Sum {
        void update(byte[] bytes, int offset, int length);
    }

    private final Sum sum;
    private final Supplier<byte[]> value;
    private final byte[] expected;
    private Boolean matches;

    private WholeChecksum(Sum sum, Supplier<byte[]> value, byte[] expected) {
        this.sum = sum;
        this.value = value;
        this.expected = expected.clone();
    }

    /** @param expected the digest of all bytes, as the store has it */
    public static WholeChecksum of(MessageDigest digest, byte[] expected) {
        return new WholeChecksum(digest::update, digest::digest, expected);
    }

    /** @param expected the sum of all bytes, as the store has it: four or eight bytes, the highest first */
    public static WholeChecksum of(Checksum sum, byte[] expected) {
        return new WholeChecksum(sum::update, () -> lowest(sum.getValue(), expected.length), expected);
    }

    /** The next bytes, from the first of the object on. */
    void update(byte[] bytes, int length) {
        sum.update(bytes, 0, length);
    }

    /** Whether these were all bytes, and the right ones; nothing may come after that. */
    boolean matches() {
        if (matches == null) {
            matches = Arrays.equals(value.get(), expected);
        }
        return matches;
    }

    private static byte[] lowest(long value, int length) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return Arrays.copyOfRange(bytes, Long.BYTES - length, Long.BYTES);
    }
}
