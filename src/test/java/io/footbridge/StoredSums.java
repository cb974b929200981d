package io.footbridge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksums that S3 keeps with an object, as its headers have them. */
final class StoredSums {

    private StoredSums() {}

    static String of(String header, byte[] content) {
        return switch (header) {
            case "x-amz-checksum-crc32" -> sum(new CRC32(), content);
            case "x-amz-checksum-crc32c" -> sum(new CRC32C(), content);
            case "x-amz-checksum-crc64nvme" -> base64(crc64(content), 8);
            case "x-amz-checksum-sha1" -> digest("SHA-1", content);
            case "x-amz-checksum-sha256" -> digest("SHA-256", content);
            default -> "AAAAAAAAAAA=";
        };
    }

    private static String sum(Checksum sum, byte[] content) {
        sum.update(content);
        return base64(sum.getValue(), 4);
    }

    /** Bit by bit, as the catalogue of CRCs defines CRC-64/NVME. */
    private static long crc64(byte[] content) {
        long sum = -1;
        for (byte next : content) {
            sum ^= next & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) == 0 ? sum >>> 1 : (sum >>> 1) ^ Long.reverse(0xAD93_D235_94C9_3659L);
            }
        }
        return ~sum;
    }

    private static String base64(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
