package io.footbridge.bucket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * The checksum that S3 makes of uploads for which nobody asked for another: CRC-64/NVME, eight bytes at a time.
 *
 * <p>The SDK has it in native code only.
 */
final class Crc64Nvme implements Checksum {

    /** Its polynomial with the bits in the other order. */
    private static final long POLYNOMIAL = 0x9A6C_9329_AC4B_C9B5L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What a byte that is followed by so many others does to the sum. */
    private static final long[][] TABLES = tables();

    private long sum = -1;

    @Override
    public void update(int value) {
        sum = (sum >>> 8) ^ TABLES[0][(int) (sum ^ value) & 0xFF];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long next = sum ^ (long) LONGS.get(bytes, i);
            sum = TABLES[7][(int) next & 0xFF]
                    ^ TABLES[6][(int) (next >>> 8) & 0xFF]
                    ^ TABLES[5][(int) (next >>> 16) & 0xFF]
                    ^ TABLES[4][(int) (next >>> 24) & 0xFF]
                    ^ TABLES[3][(int) (next >>> 32) & 0xFF]
                    ^ TABLES[2][(int) (next >>> 40) & 0xFF]
                    ^ TABLES[1][(int) (next >>> 48) & 0xFF]
                    ^ TABLES[0][(int) (next >>> 56)];
        }
        for (; i < end; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~sum;
    }

    @Override
    public void reset() {
        sum = -1;
    }

    private static long[][] tables() {
        long[][] tables = new long[Long.BYTES][256];
        for (int value = 0; value < 256; value++) {
            long sum = value;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) == 0 ? sum >>> 1 : (sum >>> 1) ^ POLYNOMIAL;
            }
            tables[0][value] = sum;
        }
        for (int table = 1; table < Long.BYTES; table++) {
            for (int value = 0; value < 256; value++) {
                long before = tables[table - 1][value];
                tables[table][value] = (before >>> 8) ^ tables[0][(int) before & 0xFF];
            }
        }
        return tables;
    }
}
