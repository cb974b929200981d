package io.footbridge.failure;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says what kind of failure an exception is.
 *
 * <p>Whoever makes a call knows what its exceptions mean, and turns them into a {@link Failure} there and then. What
 * arrives without one is nobody's but Footbridge's own, or an edited route's.
 */
public final class FailureClassifier {

    /** Codes that come with a status which means something else otherwise. */
    private static final Set<String> PASSING = Set.of("RequestTimeout", "RequestTimeTooSkewed", "ExpiredToken");

    private FailureClassifier() {}

    /** The first failure in a chain of causes; without one, it is internal, unless memory has run out. */
    public static Failure classify(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
            if (cause instanceof OutOfMemoryError) {
                return new Failure(
                        Reason.OUT_OF_MEMORY,
                        "Footbridge runs out of memory (" + describe(cause)
                                + "); give it a larger heap, or fewer objects at a time (import.parallel-objects)",
                        thrown);
            }
        }
        return new Failure(Reason.INTERNAL, "unexpected: " + describe(rootOf(thrown)), thrown);
    }

    /** What it means that S3 does not do what was asked of the bucket as a whole. */
    public static Failure s3(SdkException thrown) {
        if (!(thrown instanceof AwsServiceException refusal)) {
            return unanswered(thrown);
        }
        String answer = answer(refusal);
        if (PASSING.contains(code(refusal))) {
            return new Failure(Reason.S3_UNAVAILABLE, answer, refusal);
        }
        return switch (refusal.statusCode()) {
            case 301, 307, 400, 401, 403 -> new Failure(Reason.S3_DENIED, answer, refusal);
            case 404 -> missing(refusal);
            case 409, 412 -> new Failure(Reason.S3_OBJECT_CHANGED, answer, refusal);
            default -> new Failure(Reason.S3_UNAVAILABLE, answer, refusal);
        };
    }

    /**
     * What it means that S3 does not do what was asked of one object: a refusal may well be of this one only.
     *
     * @param request as it is called in a message, such as {@code GET}
     */
    public static Failure s3Object(String request, SdkException thrown) {
        if (!(thrown instanceof AwsServiceException refusal)) {
            return unanswered(thrown);
        }
        String answer = answer(refusal) + " to the " + request;
        int status = refusal.statusCode();
        if (PASSING.contains(code(refusal)) || status == 408 || status == 429) {
            return new Failure(Reason.S3_UNAVAILABLE, answer, refusal);
        }
        return switch (status) {
            case 404 -> missing(refusal);
            case 409, 412 -> new Failure(Reason.S3_OBJECT_CHANGED, answer, refusal);
            default ->
                status >= 400 && status < 500
                        ? new Failure(Reason.S3_OBJECT_DENIED, answer, refusal)
                        : new Failure(Reason.S3_UNAVAILABLE, answer, refusal);
        };
    }

    private static Failure missing(AwsServiceException refusal) {
        return new Failure(
                "NoSuchBucket".equals(code(refusal)) ? Reason.S3_BUCKET_MISSING : Reason.S3_OBJECT_GONE,
                answer(refusal),
                refusal);
    }

    private static Failure unanswered(SdkException thrown) {
        return thrown instanceof AbortedException
                ? new Failure(Reason.STOPPING, "Footbridge is stopping", thrown)
                : new Failure(Reason.S3_UNAVAILABLE, "S3 does not answer: " + thrown.getMessage(), thrown);
    }

    private static String answer(AwsServiceException refusal) {
        return ("S3 answers " + refusal.statusCode() + " " + code(refusal)).strip();
    }

    private static String code(AwsServiceException refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String describe(Throwable thrown) {
        return thrown.getMessage() == null
                ? thrown.getClass().getSimpleName()
                : thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
