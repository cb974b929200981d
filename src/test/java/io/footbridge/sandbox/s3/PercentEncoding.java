package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;

/** The two ways in which S3 reads, and the one in which it writes, percent-encoded names. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** Decodes a path, in which a plus stands for itself. */
    static String decodePath(String text) throws S3Error {
        return decodeQuery(text.replace("+", "%2B"));
    }

    /** Decodes a part of a query, in which a plus stands for a space. */
    static String decodeQuery(String text) throws S3Error {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new S3Error(400, "InvalidURI", "Cannot decode " + text);
        }
    }

    /** Encodes a name as listings do under {@code encoding-type=url}: slashes stay, spaces become pluses. */
    static String encode(String name) {
        return URLEncoder.encode(name, UTF_8).replace("%2F", "/");
    }
}
