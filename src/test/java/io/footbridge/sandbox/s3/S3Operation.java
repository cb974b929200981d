package io.footbridge.sandbox.s3;

/** What one request asks of {@link StrictS3}. */
public enum S3Operation {
    CREATE_BUCKET,
    HEAD_BUCKET,
    /** Either version of ListObjects. */
    LIST,
    GET,
    HEAD,
    PUT,
    COPY,
    DELETE,
    /** A request that this server answers with 501, such as one part of a multipart upload. */
    OTHER
}
