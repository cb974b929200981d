package io.footbridge.bucket;

import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** The bucket as it is, for routes that list what the poll does not take. */
public final class PlainS3Client extends DelegatingS3Client {

    public PlainS3Client(S3Client s3) {
        super(s3);
    }

    /** Camel asks at every start of an endpoint; whether the bucket is there is for the first request to find out. */
    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return HeadBucketResponse.builder().build();
    }
}
