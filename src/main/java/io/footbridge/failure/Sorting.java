package io.footbridge.failure;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one place that says what kind of trouble an exception is. */
public final class Sorting {

    /** Codes that come with a status which means something else otherwise. */
    private static final Set<String> PASSING = Set.of("RequestTimeout", "RequestTimeTooSkewed", "ExpiredToken");

    private Sorting() {}

    /** Sorts an exception by the first one in its chain of causes that says something. */
    public static Failure sort(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
            if (cause instanceof AwsServiceException refusal) {
                return s3(refusal);
            }
            if (cause instanceof SdkException) {
                return new Failure(Reason.S3_UNAVAILABLE, "S3 does not answer: " + cause.getMessage(), thrown);
            }
            if (cause instanceof RejectedExecutionException || cause instanceof InterruptedException) {
                return new Failure(Reason.STOPPING, "Footbridge is stopping", thrown);
            }
            if (cause instanceof VirtualMachineError) {
                return new Failure(
                        Reason.OUT_OF_MEMORY,
                        "Footbridge runs out of memory (" + describe(cause)
                                + "); give it a larger heap, or fewer objects at a time (import.parallel-objects)",
                        thrown);
            }
            if (cause instanceof IOException) {
                // S3's client wraps its own, and what reads archives throws failures: so this is the post.
                return new Failure(Reason.TD_UNAVAILABLE, "Treasure Data does not answer: " + describe(cause), thrown);
            }
        }
        return new Failure(Reason.INTERNAL, "unexpected: " + describe(rootOf(thrown)), thrown);
    }

    /** Sorts an answer of S3 to anything but a GET of one object. */
    public static Failure s3(AwsServiceException refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String answer = ("S3 answers " + refusal.statusCode() + " " + code).strip();
        if (PASSING.contains(code)) {
            return new Failure(Reason.S3_UNAVAILABLE, answer, refusal);
        }
        return switch (refusal.statusCode()) {
            case 301, 307, 400, 401, 403 -> new Failure(Reason.S3_DENIED, answer, refusal);
            case 404 ->
                "NoSuchBucket".equals(code)
                        ? new Failure(Reason.S3_BUCKET_MISSING, answer, refusal)
                        : new Failure(Reason.S3_OBJECT_GONE, answer, refusal);
            case 409, 412 -> new Failure(Reason.S3_OBJECT_CHANGED, answer, refusal);
            default -> new Failure(Reason.S3_UNAVAILABLE, answer, refusal);
        };
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
