package io.footbridge.bucket;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.failure.Reason;
import java.util.Locale;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * The bucket as it is, for routes that list what the poll does not take.
 *
 * <p>Whatever keeps S3 from doing as it is asked is thrown as a {@link Failure}, with what the SDK says as its cause: here
 * is known what was asked for, further up an exception could be anybody's.
 */
public class PlainS3Client extends DelegatingS3Client {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** An eighth of the heap: a batch of counts that was made in it took more than that. */
    private static final int MOST_BYTES =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8);

    public PlainS3Client(S3Client s3) {
        super(s3);
    }

    /** S3 answers 403 instead of 404 to those who may not list all of the bucket; a listing of the one key tells. */
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        try {
            return super.headObject(request);
        } catch (Failure e) {
            if (isForbidden(e)
                    && Listing.find(this, request.bucket(), request.key()).isEmpty()) {
                SdkException missing = NoSuchKeyException.builder()
                        .message("there is no such key")
                        .statusCode(NOT_FOUND)
                        .cause(e)
                        .build();
                throw failure(request, missing);
            }
            throw e;
        }
    }

    private static boolean isForbidden(Failure failure) {
        return failure.getCause() instanceof S3Exception refusal && refusal.statusCode() == FORBIDDEN;
    }

    /** A gateway may answer 200 in the place of a store; only what names the object's new tag has stored it. */
    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        PutObjectResponse answer = super.putObject(request, body);
        requireConfirmed(request, answer.eTag());
        return answer;
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        CopyObjectResponse answer = super.copyObject(request);
        requireConfirmed(
                request,
                answer.copyObjectResult() == null
                        ? null
                        : answer.copyObjectResult().eTag());
        return answer;
    }

    /** With a condition too, what is there no more is deleted: an earlier attempt has done it, and only the answer was lost. */
    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        try {
            return super.deleteObject(request);
        } catch (Failure e) {
            if (e.reason() == Reason.S3_OBJECT_GONE) {
                return DeleteObjectResponse.builder().build();
            }
            throw e;
        }
    }

    private static void requireConfirmed(S3Request request, String etag) {
        if (etag == null || etag.isEmpty()) {
            throw new Failure(Reason.S3_UNAVAILABLE, "S3 answers the " + name(request) + " without confirming it");
        }
    }

    /** What such routes read, they read whole: so it is bounded, and has come when this returns. */
    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        return super.getObject(request, SmallObject.whole(transformer, MOST_BYTES));
    }

    /** Camel asks at every start of an endpoint; whether the bucket is there is for the first request to find out. */
    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return HeadBucketResponse.builder().build();
    }

    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        try {
            return operation.apply(request);
        } catch (SdkException e) {
            throw failure(request, e);
        }
    }

    private static Failure failure(S3Request request, SdkException thrown) {
        if (request instanceof ListObjectsRequest || request instanceof ListObjectsV2Request) {
            return FailureClassifier.s3(thrown);
        }
        Failure failure = FailureClassifier.s3Object(name(request), thrown);
        String key = keyOfVersion(request);
        if (key != null) {
            return failure.of(key);
        }
        return switch (failure.reason()) {
            // Of an object that is not the one in flight, and of a bucket that may be another.
            case S3_OBJECT_GONE, S3_BUCKET_MISSING ->
                new Failure(Reason.INTERNAL, failure.getMessage() + " to the " + name(request), thrown);
            default -> failure;
        };
    }

    /** The key of the object of which a request wants one version; null if it does not say which. */
    private static String keyOfVersion(S3Request request) {
        if (request instanceof CopyObjectRequest copy) {
            return copy.copySourceIfMatch() == null ? null : copy.sourceKey();
        }
        return request instanceof DeleteObjectRequest delete && delete.ifMatch() != null ? delete.key() : null;
    }

    /** The entity tag that S3 gives in quotes. */
    public static String withoutQuotes(String etag) {
        return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }

    /** Such as {@code GET}, of a {@code GetObjectRequest}. */
    static String name(S3Request request) {
        return request.getClass()
                .getSimpleName()
                .replace("Request", "")
                .replace("Object", "")
                .toUpperCase(Locale.ROOT);
    }
}
