package io.footbridge.bucket;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.key.Ignored;
import io.footbridge.key.Selection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** How many objects there are under the prefix, how many of them are taken, and why the others are not. */
public record Survey(long seen, long taken, boolean isWhole, Map<Ignored, Of> ignored) {

    /**
     * The objects that are ignored for one cause.
     *
     * @param first the key of the first one
     */
    public record Of(long count, String first) {}

    /**
     * Lists the prefix and counts; nothing is read or changed.
     *
     * @throws Failure if S3 does not list it
     */
    public static Survey of(S3Client s3, String bucket, String prefix, Selection selection, long most) {
        ListObjectsV2Request request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build();
        Map<Ignored, Of> ignored = new EnumMap<>(Ignored.class);
        long seen = 0;
        long taken = 0;
        try {
            Iterator<S3Object> objects = Listing.pages(s3, request)
                    .flatMap(page -> page.contents().stream())
                    .iterator();
            for (; seen < most && objects.hasNext(); seen++) {
                S3Object object = objects.next();
                Optional<Ignored> cause = selection.ignores(object.key(), object.size() == null ? 0 : object.size());
                taken += cause.isEmpty() ? 1 : 0;
                cause.ifPresent(why -> ignored.merge(
                        why, new Of(1, object.key()), (before, one) -> new Of(before.count() + 1, before.first())));
            }
            return new Survey(seen, taken, !objects.hasNext(), ignored);
        } catch (SdkException e) {
            throw FailureClassifier.s3(e);
        }
    }
}
