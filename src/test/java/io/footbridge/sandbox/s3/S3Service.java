package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Does what a request asks for, with the conditions and error codes of S3. */
final class S3Service {

    private static final int MAX_KEY_BYTES = 1_024;
    private static final long MAX_COPY_BYTES = 5L * 1024 * 1024 * 1024;
    private static final String CHECKSUM = "x-amz-checksum-";
    private static final String CRC32 = CHECKSUM + "crc32";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final S3Buckets buckets;

    S3Service(S3Buckets buckets) {
        this.buckets = buckets;
    }

    S3Response serve(S3Operation operation, S3Target target, Headers headers, InputStream body)
            throws IOException, S3Error {
        return switch (operation) {
            case CREATE_BUCKET -> createBucket(target);
            case HEAD_BUCKET -> headBucket(target);
            case LIST -> S3Response.xml(200, new S3Listing(target).of(buckets.get(target.bucket())));
            case GET, HEAD -> get(target, headers);
            case PUT -> put(target, headers, body);
            case COPY -> copy(target, headers);
            case DELETE -> delete(target, headers);
            case OTHER -> throw new S3Error(501, "NotImplemented", "This server does not do that");
        };
    }

    private S3Response createBucket(S3Target target) {
        buckets.create(target.bucket());
        return S3Response.empty(200, Map.of("Location", "/" + target.bucket()));
    }

    private S3Response headBucket(S3Target target) throws S3Error {
        buckets.get(target.bucket());
        return S3Response.empty(200, Map.of("x-amz-bucket-region", "us-east-1"));
    }

    private S3Response get(S3Target target, Headers request) throws S3Error {
        StoredObject object = buckets.get(target.bucket()).get(target.key());
        require(object, request, "If-Match");
        Map<String, String> headers = new HashMap<>(object.headers());
        headers.put("ETag", object.etag());
        headers.put("Last-Modified", httpDate(object.lastModified()));
        headers.put("Accept-Ranges", "bytes");
        String range = request.getFirst("Range");
        if (range != null || !"ENABLED".equals(request.getFirst("x-amz-checksum-mode"))) {
            // S3 tells the checksum only to who asks for it, and it would not fit a part.
            headers.keySet().removeIf(name -> name.startsWith(CHECKSUM));
        }
        if (range == null) {
            return new S3Response(200, headers, object.size(), object.content());
        }
        ByteRange part = ByteRange.of(range, object.size());
        headers.put("Content-Range", part.header(object.size()));
        return new S3Response(206, headers, part.length(), () -> from(object, part.first()));
    }

    private S3Response put(S3Target target, Headers request, InputStream in) throws IOException, S3Error {
        requireShortKey(target);
        S3Bucket bucket = buckets.get(target.bucket());
        S3Body body = S3Body.read(request, in);
        Map<String, String> headers = described(request);
        body.crc32().ifPresent(crc32 -> headers.put(CRC32, crc32));
        StoredObject object = StoredObject.of(body.content(), headers);
        if (request.containsKey("If-None-Match")) {
            if (!bucket.putIfAbsent(target.key(), object)) {
                throw S3Error.preconditionFailed("If-None-Match");
            }
        } else {
            bucket.put(target.key(), object);
        }
        Map<String, String> answer = new HashMap<>(Map.of("ETag", object.etag()));
        body.crc32().ifPresent(crc32 -> answer.put(CRC32, crc32));
        return S3Response.empty(200, answer);
    }

    private S3Response copy(S3Target target, Headers request) throws S3Error {
        requireShortKey(target);
        S3Bucket bucket = buckets.get(target.bucket());
        S3Target source = S3Target.ofCopySource(request.getFirst("x-amz-copy-source"));
        StoredObject object = buckets.get(source.bucket()).get(source.key());
        require(object, request, "x-amz-copy-source-if-match");
        if (object.size() > MAX_COPY_BYTES) {
            throw new S3Error(400, "InvalidRequest", "A copy has at most " + MAX_COPY_BYTES + " bytes");
        }
        boolean replace = "REPLACE".equals(request.getFirst("x-amz-metadata-directive"));
        boolean ontoItself =
                target.bucket().equals(source.bucket()) && target.key().equals(source.key());
        if (ontoItself && !replace) {
            throw new S3Error(400, "InvalidRequest", "A copy onto itself must change something");
        }
        StoredObject copy = object.copied(replace ? described(request) : object.headers());
        bucket.put(target.key(), copy);
        return S3Response.xml(
                200,
                S3Xml.document("CopyObjectResult")
                        .element("LastModified", copy.lastModified())
                        .element("ETag", copy.etag()));
    }

    private static void requireShortKey(S3Target target) throws S3Error {
        if (target.key().getBytes(UTF_8).length > MAX_KEY_BYTES) {
            throw new S3Error(400, "KeyTooLongError", "A key has at most " + MAX_KEY_BYTES + " bytes");
        }
    }

    private S3Response delete(S3Target target, Headers request) throws S3Error {
        S3Bucket bucket = buckets.get(target.bucket());
        if (request.containsKey("If-Match")) {
            // With a condition S3 answers 404 for a missing key, without one 204.
            StoredObject object = bucket.get(target.key());
            require(object, request, "If-Match");
            if (!bucket.remove(target.key(), object)) {
                throw new S3Error(409, "ConditionalRequestConflict", "The object changed meanwhile");
            }
        } else {
            bucket.remove(target.key());
        }
        return S3Response.empty(204, Map.of());
    }

    private static void require(StoredObject object, Headers request, String header) throws S3Error {
        String condition = request.getFirst(header);
        if (condition != null && !object.matches(condition)) {
            throw S3Error.preconditionFailed(header);
        }
    }

    /** The headers of a PUT that S3 gives back with the object. */
    private static Map<String, String> described(Headers request) {
        Map<String, String> described = new HashMap<>();
        for (Map.Entry<String, List<String>> header : request.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("content-type") || name.startsWith("x-amz-meta-")) {
                described.put(name, header.getValue().get(0));
            }
        }
        contentEncoding(request).ifPresent(encoding -> described.put("content-encoding", encoding));
        return described;
    }

    /** What is left of Content-Encoding without the coding that belongs to the transfer. */
    private static Optional<String> contentEncoding(Headers request) {
        return Optional.ofNullable(request.getFirst("Content-Encoding"))
                .map(value -> value.replaceAll("aws-chunked,?", "").strip())
                .filter(value -> !value.isEmpty());
    }

    private static InputStream from(StoredObject object, long first) {
        InputStream in = object.content().get();
        try {
            in.skipNBytes(first);
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String httpDate(Instant time) {
        return HTTP_DATE.format(time);
    }
}
