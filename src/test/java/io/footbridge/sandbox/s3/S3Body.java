package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The body of a PUT, freed from the {@code aws-chunked} coding in which AWS SDKs wrap it to add a checksum behind it.
 */
final class S3Body {

    private static final String CRC32_HEADER = "x-amz-checksum-crc32";

    private final byte[] content;
    private final Optional<String> crc32;

    private S3Body(byte[] content, Optional<String> crc32) {
        this.content = content;
        this.crc32 = crc32;
    }

    /**
     * Reads a whole body.
     *
     * @throws S3Error 400 if it is shorter or longer than declared, or its checksum is wrong
     */
    static S3Body read(Headers headers, InputStream in) throws IOException, S3Error {
        Map<String, String> trailers = new HashMap<>();
        boolean chunked = Optional.ofNullable(headers.getFirst("x-amz-content-sha256"))
                .filter(hash -> hash.startsWith("STREAMING-"))
                .isPresent();
        byte[] content = chunked ? decode(in, trailers) : in.readAllBytes();
        String declared = headers.getFirst("x-amz-decoded-content-length");
        if (declared != null && !declared.equals(Integer.toString(content.length))) {
            throw new S3Error(400, "IncompleteBody", "Declared " + declared + " bytes, sent " + content.length);
        }
        Optional<String> crc32 = Optional.ofNullable(headers.getFirst(CRC32_HEADER))
                .or(() -> Optional.ofNullable(trailers.get(CRC32_HEADER)));
        if (crc32.isPresent() && !crc32.get().equals(crc32(content))) {
            throw new S3Error(400, "BadDigest", "The CRC32 of the content is " + crc32(content));
        }
        return new S3Body(content, crc32);
    }

    /** What the client stores. */
    byte[] content() {
        return content;
    }

    /** The client's checksum in base64, which was found right; empty if it sent none of this kind. */
    Optional<String> crc32() {
        return crc32;
    }

    /** Chunks are {@code size[;signature]CRLF content CRLF}; one of size 0 and {@code name:value} trailers end them. */
    private static byte[] decode(InputStream in, Map<String, String> trailers) throws IOException, S3Error {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = chunkSize(line(in)); size > 0; size = chunkSize(line(in))) {
            content.write(in.readNBytes(size));
            line(in);
        }
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw malformed(line);
            }
            trailers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return content.toByteArray();
    }

    private static int chunkSize(String line) throws S3Error {
        int semicolon = line.indexOf(';');
        try {
            return Integer.parseInt(semicolon < 0 ? line : line.substring(0, semicolon), 16);
        } catch (NumberFormatException e) {
            throw malformed(line);
        }
    }

    private static S3Error malformed(String line) {
        return new S3Error(400, "InvalidRequest", "Not aws-chunked: " + line);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(US_ASCII);
    }

    private static String crc32(byte[] content) {
        CRC32 crc32 = new CRC32();
        crc32.update(content);
        int value = (int) crc32.getValue();
        byte[] bigEndian = {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        return Base64.getEncoder().encodeToString(bigEndian);
    }
}
