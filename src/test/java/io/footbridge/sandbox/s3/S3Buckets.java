package io.footbridge.sandbox.s3;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All buckets of one {@link StrictS3}. */
final class S3Buckets {

    private final Map<String, S3Bucket> buckets = new ConcurrentHashMap<>();

    S3Bucket create(String name) {
        return buckets.computeIfAbsent(name, n -> new S3Bucket());
    }

    Optional<S3Bucket> find(String name) {
        return Optional.ofNullable(buckets.get(name));
    }

    S3Bucket get(String name) throws S3Error {
        return find(name).orElseThrow(() -> S3Error.noSuchBucket(name));
    }
}
