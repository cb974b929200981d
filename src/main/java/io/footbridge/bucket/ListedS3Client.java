package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Ignored;
import io.footbridge.export.Selection;
import io.footbridge.export.SourceObject;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sort;
import io.footbridge.failure.Sorting;
import io.footbridge.ops.LogFields;
import io.footbridge.ops.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * The S3 client that Camel's consumer is given, so that it pages, opens and deletes as an import must.
 *
 * <ul>
 *   <li>A listing names its next marker, which S3 does only when a delimiter was asked for, and the consumer needs always.
 *   <li>A listing shows only what is to be taken now, and reads on until there is such a key or no page is left.
 *   <li>A GET of a listed key is answered from the listing; the request goes out when the body is first read, so that a
 *       page costs one LIST and an object's trouble is its own.
 *   <li>GET, copy and delete hold only for the ETag that was listed, and nothing is deleted that the route did not settle.
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
    private final Destinations destinations;
    private final LeastRate rate;

    public ListedS3Client(S3Client s3, Selection selection, Intake intake, Destinations destinations) {
        this(s3, selection, intake, destinations, LeastRate.DEFAULT);
    }

    /** @param rate at which the bytes of an object must come */
    public ListedS3Client(S3Client s3, Selection selection, Intake intake, Destinations destinations, LeastRate rate) {
        super(s3);
        this.s3 = s3;
        this.destinations = requireNonNull(destinations, "destinations is null");
        this.selection = requireNonNull(selection, "selection is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.rate = requireNonNull(rate, "rate is null");
    }

    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        // A marker that is left from a listing which broke off would begin the next tick in the middle.
        boolean fromStart = request.marker() == null || intake.isExhausted();
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
                if (wanted.isEmpty() && !fromStart && intake.someComeLast()) {
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
        Optional<SourceObject> source = intake.inFlight(request.key());
        if (source.isEmpty()) {
            return super.getObject(request, transformer);
        }
        GetObjectResponse listed = GetObjectResponse.builder()
                .contentLength(source.get().size())
                .contentType("application/gzip")
                .eTag('"' + source.get().etag() + '"')
                .build();
        try {
            return untimed(transformer).transform(listed, AbortableInputStream.create(body(source.get())));
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

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        return super.copyObject(intake.inFlight(request.sourceKey())
                .map(source -> CopyDeadline.apply(request.toBuilder(), s3, source.size())
                        .copySourceIfMatch('"' + source.etag() + '"')
                        .build())
                .orElse(request));
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        Optional<SourceObject> source = intake.inFlight(request.key());
        if (source.isEmpty()) {
            if (selection.takes(request.key())) {
                LOG.atWarn()
                        .addKeyValue(LogFields.KEY, request.key())
                        .log("{} stays: it is not in flight", Escaped.of(request.key()));
                return DeleteObjectResponse.builder().build();
            }
            return super.deleteObject(request);
        }
        Outcome outcome = intake.outcome(request.key());
        if (outcome == Outcome.LEFT) {
            if (!intake.isExplained(request.key())) {
                LOG.atWarn()
                        .addKeyValue(LogFields.KEY, request.key())
                        .log("{} stays: its route ended without saying what became of it", Escaped.of(request.key()));
                intake.explain(request.key(), new Failure(Reason.INTERNAL, "its route ended without a word"));
            }
            return DeleteObjectResponse.builder().build();
        }
        if (outcome == Outcome.GONE) {
            intake.removed(request.key());
            return DeleteObjectResponse.builder().build();
        }
        try {
            DeleteObjectResponse response = super.deleteObject(
                    request.toBuilder().ifMatch('"' + source.get().etag() + '"').build());
            intake.removed(request.key());
            return response;
        } catch (Failure e) {
            if (e.reason() == Reason.S3_OBJECT_GONE) {
                // An earlier attempt has deleted it, and only the answer was lost.
                intake.removed(request.key());
                return DeleteObjectResponse.builder().build();
            }
            notDeleted(request.key(), e);
            throw e;
        }
    }

    private void notDeleted(String key, Failure failure) {
        intake.explain(key, failure);
        LOG.atWarn()
                .addKeyValue(LogFields.KEY, key)
                .addKeyValue(LogFields.REASON, failure.reason().word())
                .log(
                        "{} is done but cannot be deleted ({}): {}",
                        Escaped.of(key),
                        failure.reason().word(),
                        failure.getMessage());
        if (failure.sort() == Sort.CONFIGURATION) {
            intake.pause(failure);
        }
    }

    /** The object in flight is the only one whose absence means that somebody else took it. */
    @Override
    Failure failure(S3Request request, SdkException thrown) {
        boolean ofTheObject = request instanceof CopyObjectRequest copy
                ? intake.inFlight(copy.sourceKey()).isPresent()
                : request instanceof DeleteObjectRequest delete
                        && intake.inFlight(delete.key()).isPresent();
        return ofTheObject ? Sorting.s3Object(name(request), thrown) : super.failure(request, thrown);
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
                intake.ignore(object.key(), cause.get());
                continue;
            }
            if (object.eTag() == null || object.size() == null) {
                stays(object.key(), Reason.S3_UNAVAILABLE, "the listing names no ETag or no size of it");
                continue;
            }
            intake.show(object.key(), object.lastModified());
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
        return intake.offer(new SourceObject(bucket, object.key(), withoutQuotes(object.eTag()), object.size()));
    }

    /** Whether S3 could copy it; what it could not stays, and is named once a tick. */
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
        if (intake.leave(key)) {
            LOG.atWarn()
                    .addKeyValue(LogFields.KEY, key)
                    .addKeyValue(LogFields.REASON, reason.word())
                    .log("{} stays ({}): {}", Escaped.of(key), reason.word(), why);
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

    static String withoutQuotes(String etag) {
        return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }
}
