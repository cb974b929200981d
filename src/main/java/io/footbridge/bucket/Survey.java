package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.key.Ignored;
import io.footbridge.key.Selection;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** How many objects there are under the prefix, how many of them are taken, and why the others are not. */
public final class Survey {

    private final Selection selection;
    private final Map<Ignored, Of> ignored = new EnumMap<>(Ignored.class);
    private long taken;
    private long seen;
    private boolean whole = true;

    private Survey(Selection selection) {
        this.selection = requireNonNull(selection, "selection is null");
    }

    /**
     * The objects that are ignored for one cause.
     *
     * @param first the key of the first one
     */
    public record Of(long count, String first) {

        private Of more() {
            return new Of(count + 1, first);
        }
    }

    /**
     * Lists the prefix and counts; nothing is read or changed.
     *
     * @param most how many objects to look at
     * @throws Failure if S3 does not list it
     */
    public static Survey of(S3Client s3, String bucket, String prefix, Selection selection, long most) {
        ListObjectsV2Request request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build();
        Survey survey = new Survey(selection);
        try {
            var unused = Listing.pages(s3, request).allMatch(page -> survey.add(page, most));
        } catch (SdkException e) {
            throw FailureClassifier.s3(e);
        }
        return survey;
    }

    /** Whether the next page is wanted too. */
    private boolean add(ListObjectsV2Response page, long most) {
        for (S3Object object : page.contents()) {
            if (seen == most) {
                whole = false;
                return false;
            }
            seen++;
            add(object);
        }
        // The next page may well be empty, but whoever asks wants no more than so many.
        whole = seen < most || !Boolean.TRUE.equals(page.isTruncated());
        return whole;
    }

    private void add(S3Object object) {
        selection
                .ignores(object.key(), object.size() == null ? 0 : object.size())
                .ifPresentOrElse(
                        cause -> ignored.merge(cause, new Of(1, object.key()), (before, one) -> before.more()),
                        () -> taken++);
    }

    /** How many are taken, of those that were looked at. */
    public long taken() {
        return taken;
    }

    /** How many were looked at. */
    public long seen() {
        return seen;
    }

    /** Whether all were looked at. */
    public boolean isWhole() {
        return whole;
    }

    /** Those that are not taken, by cause. */
    public Map<Ignored, Of> ignored() {
        return Map.copyOf(ignored);
    }
}
