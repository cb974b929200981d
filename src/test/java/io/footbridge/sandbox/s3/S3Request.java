package io.footbridge.sandbox.s3;

/**
 * One request that {@link StrictS3} has answered, or left without an answer.
 *
 * @param operation what was asked for
 * @param bucket the bucket, empty if the request named none
 * @param key the object's key; the target's for a copy, the prefix for a listing, empty for other bucket operations
 * @param source the key that a copy is made from, in whichever bucket; empty for other operations
 * @param status the HTTP status, or {@link #UNANSWERED}
 */
public record S3Request(S3Operation operation, String bucket, String key, String source, int status) {

    /** The status of a request whose connection ended before the whole answer was sent. */
    public static final int UNANSWERED = 0;

    /** A request that copies nothing. */
    public S3Request(S3Operation operation, String bucket, String key, int status) {
        this(operation, bucket, key, "", status);
    }
}
