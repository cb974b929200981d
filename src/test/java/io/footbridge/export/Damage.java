package io.footbridge.export;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes at random: flips a bit, scratches, cuts off, takes out, puts in. */
final class Damage {

    private static final int LONGEST = 20;
    private static final int RECORD_BYTES = 512;
    private static final int CHECKSUM = 148;

    private final Random random;

    Damage(long seed) {
        this.random = new Random(seed);
    }

    byte[] on(byte[] good) {
        int at = random.nextInt(good.length);
        byte[] noise = new byte[1 + random.nextInt(LONGEST)];
        random.nextBytes(noise);
        int after = Math.min(good.length, at + noise.length);
        return switch (random.nextInt(5)) {
            case 0 -> joined(good, at, new byte[] {(byte) (good[at] ^ 1 << random.nextInt(8))}, at + 1);
            case 1 -> joined(good, at, Arrays.copyOf(noise, after - at), after);
            case 2 -> Arrays.copyOf(good, at);
            case 3 -> joined(good, at, new byte[0], after);
            default -> joined(good, at, noise, at);
        };
    }

    /** Puts nonsense into the first records of a tar, and makes it look meant by mending the checksums. */
    byte[] onHeaders(byte[] tar, int records) {
        byte[] changed = tar.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            changed[random.nextInt(Math.min(changed.length, records * RECORD_BYTES))] = (byte) random.nextInt(256);
        }
        for (int header = 0; header < records * RECORD_BYTES && header < changed.length; header += RECORD_BYTES) {
            mendChecksum(changed, header);
        }
        return changed;
    }

    private static byte[] joined(byte[] good, int to, byte[] between, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(good, 0, to);
        out.writeBytes(between);
        out.write(good, from, good.length - from);
        return out.toByteArray();
    }

    private static void mendChecksum(byte[] tar, int header) {
        Arrays.fill(tar, header + CHECKSUM, header + CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (int i = header; i < header + RECORD_BYTES; i++) {
            sum += tar[i] & 0xFF;
        }
        for (int digit = 5; digit >= 0; digit--) {
            tar[header + CHECKSUM + digit] = (byte) ('0' + (sum & 7));
            sum >>= 3;
        }
        tar[header + CHECKSUM + 6] = 0;
    }
}
