package io.footbridge.bucket;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** Listings that have an end. */
final class Listing {

    private Listing() {}

    /** The pages of a listing, each asked for when it is wanted; a store that gives one again is a {@link Failure}. */
    static Stream<ListObjectsV2Response> pages(S3Client s3, ListObjectsV2Request request) {
        AtomicReference<String> last = new AtomicReference<>();
        // Not the client's own paginator, which would pass by what a client of ours makes of an exception.
        return new ListObjectsV2Iterable(s3, request).stream().peek(page -> {
            String next = page.nextContinuationToken();
            if (next != null && next.equals(last.getAndSet(next))) {
                throw new Failure(Reason.S3_UNAVAILABLE, "S3's listing does not go on: it returns the same page again");
            }
        });
    }

    /** An object that a listing shows; S3 answers 403 instead of 404 to those who may not list all of the bucket. */
    static Optional<S3Object> find(S3Client s3, String bucket, String key) {
        return s3.listObjectsV2(request -> request.bucket(bucket).prefix(key).maxKeys(1)).contents().stream()
                .filter(object -> object.key().equals(key))
                .findFirst();
    }
}
