package io.footbridge.bucket;

import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket as it is, for routes that list what the poll does not take. */
public final class PlainS3Client extends DelegatingS3Client {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    public PlainS3Client(S3Client s3) {
        super(s3);
    }

    /** S3 answers 403 instead of 404 to those who may not list all of the bucket; a listing of the one key tells. */
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        try {
            return super.headObject(request);
        } catch (S3Exception e) {
            if (e.statusCode() == FORBIDDEN && !isThere(request.bucket(), request.key())) {
                throw NoSuchKeyException.builder()
                        .message("there is no such key")
                        .statusCode(NOT_FOUND)
                        .cause(e)
                        .build();
            }
            throw e;
        }
    }

    private boolean isThere(String bucket, String key) {
        return super.listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(key)
                        .maxKeys(1)
                        .build())
                .contents()
                .stream()
                .anyMatch(object -> object.key().equals(key));
    }

    /** Camel asks at every start of an endpoint; whether the bucket is there is for the first request to find out. */
    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return HeadBucketResponse.builder().build();
    }
}
