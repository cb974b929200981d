package io.footbridge.journal;

import io.footbridge.failure.Failure;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The small objects under one prefix of the bucket, by their names. Every method throws a {@link Failure} if S3 refuses.
 *
 * @param s3 a client that throws a {@link Failure}, with the exception of the SDK as its cause
 * @param prefix ends with a slash
 */
public record BucketFolder(S3Client s3, String bucket, String prefix) {

    public String key(String name) {
        return prefix + name;
    }

    /** The names in their order; pages are requested as the stream is read. */
    public Stream<String> names() {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .map(key -> key.substring(prefix.length()));
    }

    public boolean has(String name) {
        try {
            s3.headObject(head -> head.bucket(bucket).key(key(name)));
            return true;
        } catch (Failure failure) {
            if (failure.getCause() instanceof NoSuchKeyException) {
                return false;
            }
            throw failure;
        }
    }

    public byte[] read(String name) {
        return s3.getObject(get -> get.bucket(bucket).key(key(name)), ResponseTransformer.toBytes())
                .asByteArrayUnsafe();
    }

    public void write(String name, byte[] content) {
        s3.putObject(put -> put.bucket(bucket).key(key(name)), RequestBody.fromBytes(content));
    }

    /** Deletes an object; it does not matter whether it exists. */
    public void delete(String name) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key(name)));
    }
}
