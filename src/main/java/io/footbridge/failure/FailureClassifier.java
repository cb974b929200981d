package io.footbridge.failure;

import java.util.Set;
import java.util.function.IntFunction;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns exceptions into failures.
 *
 * <p>Whoever makes a call knows what its exceptions mean, and turns them into a {@link Failure} at once. An exception that
 * arrives without one comes from Footbridge itself or from an edited route.
 */
public final class FailureClassifier {

    /** Codes of passing refusals, whose status would mean something else. */
    private static final Set<String> PASSING = Set.of("RequestTimeout", "RequestTimeTooSkewed", "ExpiredToken");

    /** Statuses with which S3 refuses whatever is asked of the bucket. */
    private static final Set<Integer> DENIALS = Set.of(301, 307, 400, 401, 403);

    private FailureClassifier() {}

    /** The first failure in a chain of causes; without one, it is internal, unless memory has run out. */
    public static Failure classify(Throwable thrown) {
        Throwable root = thrown;
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
            root = cause;
        }
        return new Failure(Reason.INTERNAL, "unexpected: " + describe(root), thrown);
    }

    /** What it means that S3 does not do what was asked of the bucket as a whole. */
    public static Failure s3(SdkException thrown) {
        return s3("", status -> DENIALS.contains(status) ? Reason.S3_DENIED : Reason.S3_UNAVAILABLE, thrown);
    }

    /**
     * What it means that S3 does not do what was asked of one object: a refusal may well be of this one only.
     *
     * @param request as it is called in a message, such as {@code GET}
     */
    public static Failure s3Object(String request, SdkException thrown) {
        return s3(
                " to the " + request,
                status -> status >= 400 && status < 500 ? Reason.S3_OBJECT_DENIED : Reason.S3_UNAVAILABLE,
                thrown);
    }

    /** @param others the reasons of the statuses that mean the same neither for an object nor for the bucket */
    private static Failure s3(String request, IntFunction<Reason> others, SdkException thrown) {
        if (!(thrown instanceof AwsServiceException refusal)) {
            return thrown instanceof AbortedException
                    ? new Failure(Reason.STOPPING, "Footbridge is stopping", thrown)
                    : new Failure(Reason.S3_UNAVAILABLE, "S3 does not answer: " + thrown.getMessage(), thrown);
        }
        int status = refusal.statusCode();
        String code = code(refusal);
        String answer = ("S3 answers " + status + " " + code).strip();
        if (PASSING.contains(code)) {
            return new Failure(Reason.S3_UNAVAILABLE, answer + request, refusal);
        }
        return switch (status) {
            case 404 ->
                new Failure(
                        code.equals("NoSuchBucket") ? Reason.S3_BUCKET_MISSING : Reason.S3_OBJECT_GONE,
                        answer,
                        refusal);
            case 408, 429 -> new Failure(Reason.S3_UNAVAILABLE, answer + request, refusal);
            case 409, 412 -> new Failure(Reason.S3_OBJECT_CHANGED, answer + request, refusal);
            default -> new Failure(others.apply(status), answer + request, refusal);
        };
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
}
