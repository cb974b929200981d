package io.footbridge.bucket;

import io.footbridge.export.WholeChecksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Finds what an answer to a GET says of all the object's bytes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">ETag</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checksums</a>
 */
final class StoredChecksum {

    private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");

    private StoredChecksum() {}

    /** Whether an ETag looks like an MD5: that of an upload in parts does not. */
    static boolean isMd5(String etag) {
        return MD5.matcher(etag).matches();
    }

    /** The ETag where it is an MD5, else the cheapest of the checksums that S3 was asked for. */
    static Optional<WholeChecksum> of(GetObjectResponse answer, String etag) {
        if (isMd5(etag)) {
            return isEncryptedWithAKey(answer)
                    ? Optional.empty()
                    : Optional.of(WholeChecksum.of(digest("MD5"), HexFormat.of().parseHex(etag)));
        }
        if (answer.checksumType() == ChecksumType.COMPOSITE) {
            return Optional.empty(); // A sum of the sums of parts.
        }
        return sum(answer.checksumCRC32C(), Integer.BYTES, new CRC32C())
                .or(() -> sum(answer.checksumCRC32(), Integer.BYTES, new CRC32()))
                .or(() -> sum(answer.checksumCRC64NVME(), Long.BYTES, new Crc64Nvme()))
                .or(() -> digest(answer.checksumSHA1(), "SHA-1"))
                .or(() -> digest(answer.checksumSHA256(), "SHA-256"));
    }

    /** The ETag is an MD5 of what nobody but S3 sees. */
    private static boolean isEncryptedWithAKey(GetObjectResponse answer) {
        String encryption = answer.serverSideEncryptionAsString();
        return answer.sseCustomerAlgorithm() != null || (encryption != null && encryption.startsWith("aws:kms"));
    }

    private static Optional<WholeChecksum> sum(String base64, int length, Checksum sum) {
        return decoded(base64, length, expected -> WholeChecksum.of(sum, expected));
    }

    private static Optional<WholeChecksum> digest(String base64, String algorithm) {
        MessageDigest digest = digest(algorithm);
        return decoded(base64, digest.getDigestLength(), expected -> WholeChecksum.of(digest, expected));
    }

    /** A value of another length is of parts, or nothing that is known here. */
    private static Optional<WholeChecksum> decoded(
            String base64, int length, Function<byte[], WholeChecksum> checksum) {
        try {
            return Optional.ofNullable(base64)
                    .map(Base64.getDecoder()::decode)
                    .filter(expected -> expected.length == length)
                    .map(checksum);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
