package io.footbridge.intake;

import static java.util.Objects.requireNonNull;

import io.footbridge.bucket.LeastRate;
import io.footbridge.bucket.PlainS3Client;
import io.footbridge.bucket.S3ObjectBody;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.Ignored;
import io.footbridge.key.Selection;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.LogFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The S3 client that Camel's consumer is given, so that it pages and opens as an import must.
 *
 * <ul>
 *   <li>A listing names its next marker, which S3 does only when a delimiter was asked for, and the consumer needs always.
 *   <li>A listing shows only what is to be taken now, and reads on until there is such a key or no page is left.
 *   <li>A GET of a listed key is answered from the listing; the request goes out when the body is first read, so that a
 *       page costs one LIST and an object's failure is its own.
 *   <li>That GET holds only for the ETag that was listed, and the consumer deletes nothing.
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html">ListObjects</a>
 */
public final class ListedS3Client extends PlainS3Client {

    /** CopyObject's limit, past which an object could neither be moved to the imported nor to the failed prefix. */
    private static final long MAX_OBJECT_BYTES = 5L << 30;

    /** How many objects S3 lists at a time. */
    private static final int PAGE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ListedS3Client.class);

    private final S3Client s3;
    private final Selection selection;
    private final Intake intake;
    private final Listings listings;
    private final Destinations destinations;
    private final LeastRate rate;

    /** @param rate at which the bytes of an object must come */
    public ListedS3Client(S3Client s3, Selection selection, Intake intake, Destinations destinations, LeastRate rate) {
        super(s3);
        this.s3 = s3;
        this.destinations = requireNonNull(destinations, "destinations is null");
        this.selection = requireNonNull(selection, "selection is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.listings = intake.listings();
        this.rate = requireNonNull(rate, "rate is null");
    }

    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        // A marker that is left from a listing which broke off would begin the next poll cycle in the middle.
        boolean fromStart = request.marker() == null || listings.isExhausted();
        ListObjectsRequest page = fromStart ? request.toBuilder().marker(null).build() : request;
        intake.beginListing(fromStart);
        List<S3Object> last = new ArrayList<>();
        while (true) {
            ListObjectsResponse response = super.listObjects(page);
            List<S3Object> wanted = Spread.of(wanted(request.bucket(), response, last));
            String next = intake.pausedBy().isPresent() ? null : nextMarker(response);
            if (next != null && next.equals(page.marker())) {
                throw new Failure(Reason.S3_UNAVAILABLE, "S3's listing does not go on after " + Escaped.of(next));
            }
            if (wanted.isEmpty() && next == null) {
                wanted = offered(request.bucket(), last);
                if (wanted.isEmpty()
                        && !fromStart
                        && listings.someComeLast()
                        && intake.pausedBy().isEmpty()) {
                    fromStart = true; // They lie before the page that this began with.
                    intake.beginListing(true);
                    page = request.toBuilder().marker(null).build();
                    continue;
                }
                if (wanted.isEmpty()) {
                    intake.endListing();
                }
            }
            if (!wanted.isEmpty() || next == null) {
                return response.toBuilder()
                        .contents(wanted)
                        .isTruncated(next != null)
                        .nextMarker(next)
                        .build();
            }
            page = request.toBuilder().marker(next).build();
        }
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        ObjectInFlight object = intake.object(request.key());
        if (object == null) {
            return super.getObject(request, transformer);
        }
        GetObjectResponse listed = GetObjectResponse.builder()
                .contentLength(object.size())
                .contentType("application/gzip")
                .eTag('"' + object.etag() + '"')
                .build();
        try {
            return untimed(transformer).transform(listed, AbortableInputStream.create(body(object.object())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the listed answer for " + request.key() + " could not be given", e);
        }
    }

    /** For a minute, a stream is held by a timer that is to abort it if nobody reads it. Of an answer here nobody does. */
    @SuppressWarnings("unchecked") // Transformers of one name give one kind of result.
    private static <T> ResponseTransformer<GetObjectResponse, T> untimed(
            ResponseTransformer<GetObjectResponse, T> transformer) {
        return transformer.name().equals(S3ObjectBody.UNTIMED.name())
                ? (ResponseTransformer<GetObjectResponse, T>) S3ObjectBody.UNTIMED
                : transformer;
    }

    /** A route deletes what it has copied, in a step of its own; the consumer would do so whatever became of the object. */
    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        if (request.ifMatch() == null && selection.takes(request.key())) {
            LogFields.about(LOG.atWarn(), request.key())
                    .log(
                            "{} stays: set deleteAfterRead to false, and delete it in a step, with its ETag",
                            Escaped.of(request.key()));
            return DeleteObjectResponse.builder().build();
        }
        return super.deleteObject(request);
    }

    S3ObjectBody body(SourceObject source) {
        return new S3ObjectBody(s3, source, rate);
    }

    /** @param last is given what is put off to the end, a page of it at most */
    private List<S3Object> wanted(String bucket, ListObjectsResponse response, List<S3Object> last) {
        List<S3Object> wanted = new ArrayList<>();
        for (S3Object object : response.contents()) {
            Optional<Ignored> cause = selection.ignores(object.key(), object.size() == null ? 0 : object.size());
            if (cause.isPresent()) {
                listings.ignore(object.key(), cause.get());
                continue;
            }
            if (object.eTag() == null || object.size() == null) {
                stays(object.key(), Reason.S3_UNAVAILABLE, "the listing names no ETag or no size of it");
                continue;
            }
            listings.show(object.key(), object.lastModified());
            if (!canGoAnywhere(object)) {
                continue;
            }
            if (!intake.comesLast(object.key())) {
                if (isOffered(bucket, object)) {
                    wanted.add(object);
                }
            } else if (last.size() < PAGE) {
                last.add(object);
            }
        }
        return wanted;
    }

    private List<S3Object> offered(String bucket, List<S3Object> objects) {
        return objects.stream().filter(object -> isOffered(bucket, object)).toList();
    }

    private boolean isOffered(String bucket, S3Object object) {
        return intake.offer(
                new SourceObject(bucket, object.key(), PlainS3Client.withoutQuotes(object.eTag()), object.size()));
    }

    /** Whether S3 could copy it; what it could not stays, and is named once a poll cycle. */
    private boolean canGoAnywhere(S3Object object) {
        if (object.size() > MAX_OBJECT_BYTES) {
            stays(
                    object.key(),
                    Reason.OBJECT_TOO_LARGE,
                    object.size() + " bytes are more than S3 copies in one request");
            return false;
        }
        if (!destinations.haveRoomFor(object.key())) {
            stays(
                    object.key(),
                    Reason.KEY_TOO_LONG,
                    "a key has " + Destinations.MAX_KEY_BYTES + " bytes at most, and behind s3.imported-prefix and"
                            + " s3.failed-prefix there is room for " + destinations.longestKeyBytes());
            return false;
        }
        return true;
    }

    private void stays(String key, Reason reason, String why) {
        if (listings.defer(key)) {
            LogFields.about(LOG.atWarn(), key, reason).log("{} stays ({}): {}", Escaped.of(key), reason.word(), why);
        }
    }

    /** Where the next page begins; null if there is none. */
    private static String nextMarker(ListObjectsResponse response) {
        if (!Boolean.TRUE.equals(response.isTruncated())) {
            return null;
        }
        if (response.nextMarker() != null && !response.nextMarker().isEmpty()) {
            return response.nextMarker();
        }
        List<S3Object> contents = response.contents();
        return contents.isEmpty() ? null : contents.get(contents.size() - 1).key();
    }
}
