package io.footbridge.archive;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A digest of every block of an object, as one read had them, in the order of the blocks.
 *
 * <p>CRC32C finds what a transfer does to bytes, and takes hardly any time. Nobody needs to be kept from making two
 * blocks of one digest: who could may write into the bucket as well.
 */
final class BlockDigests {

    /** Small enough that a block for each object in flight is little memory. */
    static final int BLOCK_BYTES = 256 * 1024;

    private int[] digests = new int[1];
    private int count;

    static int digest(byte[] block, int length) {
        CRC32C crc = new CRC32C();
        crc.update(block, 0, length);
        return (int) crc.getValue();
    }

    void add(int digest) {
        if (count == digests.length) {
            digests = Arrays.copyOf(digests, 2 * count);
        }
        digests[count++] = digest;
    }

    int count() {
        return count;
    }

    /** Whether the block of an index, from 0, is known and has this digest. */
    boolean has(int index, int digest) {
        return index < count && digests[index] == digest;
    }

    /** Whether the other read had the same blocks and perhaps more. */
    boolean begins(BlockDigests other) {
        return count <= other.count && Arrays.equals(digests, 0, count, other.digests, 0, count);
    }
}
