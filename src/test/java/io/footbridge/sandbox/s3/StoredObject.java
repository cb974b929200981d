package io.footbridge.sandbox.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One object of {@link StrictS3}.
 *
 * @param content opens the content, from its first byte
 * @param size in bytes
 * @param etag in double quotes, as S3 sends it
 * @param lastModified in whole seconds, as S3 keeps it
 * @param headers what a GET returns beside the rest: Content-Type, user metadata, checksum
 */
record StoredObject(
        Supplier<InputStream> content, long size, String etag, Instant lastModified, Map<String, String> headers) {

    StoredObject {
        headers = Map.copyOf(headers);
    }

    static StoredObject of(byte[] content, Map<String, String> headers) {
        return new StoredObject(
                () -> new ByteArrayInputStream(content), content.length, quoted(md5(content)), now(), headers);
    }

    /** The ETag looks like that of a multipart upload, which is no digest of the content either. */
    static StoredObject generated(long size, Supplier<InputStream> content) {
        String id = UUID.randomUUID().toString().replace("-", "");
        return new StoredObject(content, size, quoted(id + "-1"), now(), Map.of());
    }

    StoredObject copied(Map<String, String> newHeaders) {
        return new StoredObject(content, size, etag, now(), newHeaders);
    }

    /** Whether the value of an If-Match header, quoted or not, holds for this object. */
    boolean matches(String condition) {
        return condition.equals("*")
                || condition.equals(etag)
                || quoted(condition).equals(etag);
    }

    byte[] bytes() {
        try (InputStream in = content.get()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
