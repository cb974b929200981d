package io.footbridge.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for a byte in eight of them at once. */
public final class ByteSearch {

    public static final int BYTES = Long.BYTES;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = repeated(0x7f);

    private ByteSearch() {}

    /** The word that begins at a position; the first byte is the lowest. */
    public static long at(byte[] bytes, int position) {
        return (long) WORD.get(bytes, position);
    }

    /** A word of which each byte is this one. */
    public static long repeated(int b) {
        return (b & 0xffL) * 0x0101010101010101L;
    }

    /** A word with the highest bit of every byte set that is the same in both, and no other. */
    public static long matches(long word, long other) {
        long difference = word ^ other;
        return ~(((difference & LOW_BITS) + LOW_BITS) | difference | LOW_BITS);
    }

    /** Which byte the lowest match is, from 0; of no match, 8. */
    public static int first(long matches) {
        return Long.numberOfTrailingZeros(matches) >>> 3;
    }

    /** Whether a byte of the word is none of ASCII. */
    public static boolean hasHighBit(long word) {
        return (word & ~LOW_BITS) != 0;
    }
}
