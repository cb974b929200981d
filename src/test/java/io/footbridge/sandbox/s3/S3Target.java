package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a path-style URI names.
 *
 * @param bucket empty for the server itself
 * @param key empty for a bucket
 * @param query decoded parameters; those without a value have an empty one
 */
record S3Target(String bucket, String key, Map<String, String> query) {

    private static final int MAX_KEY_BYTES = 1024;

    /** Parameters that do not turn a request into another one. */
    private static final Set<String> PLAIN = Set.of(
            "prefix",
            "marker",
            "max-keys",
            "delimiter",
            "encoding-type",
            "list-type",
            "continuation-token",
            "start-after",
            "fetch-owner",
            "x-id");

    S3Target {
        query = Map.copyOf(query);
    }

    static S3Target of(URI uri) throws S3Error {
        Path path = Path.of(uri.getRawPath());
        return new S3Target(path.bucket(), path.key(), query(uri.getRawQuery()));
    }

    /** Reads {@code bucket/key}, percent-encoded, with or without a slash before it. */
    static S3Target ofCopySource(String source) throws S3Error {
        Path path = Path.of(source);
        return new S3Target(path.bucket(), path.key(), Map.of());
    }

    S3Operation operation(String method, Headers headers) {
        if (bucket.isEmpty() || !PLAIN.containsAll(query.keySet())) {
            return S3Operation.OTHER;
        }
        return key.isEmpty() ? bucketOperation(method) : objectOperation(method, headers);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** What a log calls the target: its key, or the prefix of a listing. */
    String name() {
        return key.isEmpty() ? parameter("prefix") : key;
    }

    private static S3Operation bucketOperation(String method) {
        return switch (method) {
            case "GET" -> S3Operation.LIST;
            case "HEAD" -> S3Operation.HEAD_BUCKET;
            case "PUT" -> S3Operation.CREATE_BUCKET;
            default -> S3Operation.OTHER;
        };
    }

    private static S3Operation objectOperation(String method, Headers headers) {
        return switch (method) {
            case "GET" -> S3Operation.GET;
            case "HEAD" -> S3Operation.HEAD;
            case "PUT" -> headers.containsKey("x-amz-copy-source") ? S3Operation.COPY : S3Operation.PUT;
            case "DELETE" -> S3Operation.DELETE;
            default -> S3Operation.OTHER;
        };
    }

    private static Map<String, String> query(String raw) throws S3Error {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null || raw.isEmpty() ? List.<String>of() : List.of(raw.split("&", -1))) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.put(PercentEncoding.decodeQuery(name), PercentEncoding.decodeQuery(value));
        }
        return query;
    }

    private record Path(String bucket, String key) {

        static Path of(String raw) throws S3Error {
            String path = raw.startsWith("/") ? raw.substring(1) : raw;
            int slash = path.indexOf('/');
            String bucket = slash < 0 ? path : path.substring(0, slash);
            String key = slash < 0 ? "" : PercentEncoding.decodePath(path.substring(slash + 1));
            if (key.getBytes(UTF_8).length > MAX_KEY_BYTES) {
                throw new S3Error(400, "KeyTooLongError", "A key has at most " + MAX_KEY_BYTES + " bytes");
            }
            return new Path(PercentEncoding.decodePath(bucket), key);
        }
    }
}
