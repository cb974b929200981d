package io.footbridge.sandbox.s3;

/** An error that S3 answers with: the status, the code and a message for people. */
final class S3Error extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    S3Error(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static S3Error noSuchBucket(String bucket) {
        return new S3Error(404, "NoSuchBucket", "There is no bucket " + bucket);
    }

    static S3Error noSuchKey(String key) {
        return new S3Error(404, "NoSuchKey", "There is no object " + key);
    }

    static S3Error preconditionFailed(String header) {
        return new S3Error(412, "PreconditionFailed", "The condition in " + header + " does not hold");
    }

    static S3Error invalidArgument(String name, String value) {
        return new S3Error(400, "InvalidArgument", name + " cannot be " + value);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
