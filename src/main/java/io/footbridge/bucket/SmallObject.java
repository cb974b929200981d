package io.footbridge.bucket;

import io.footbridge.http.LimitedInputStream;
import io.footbridge.text.Count;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads an object whole while the request lasts, so that its deadline holds for the bytes too, and no further than a bound. */
final class SmallObject {

    private static final int FORBIDDEN = 403;

    private SmallObject() {}

    /**
     * The bytes of an object; nothing if there is none.
     *
     * @param limit in bytes; a larger object is a failure of the request
     */
    static Optional<byte[]> find(S3Client s3, String bucket, String key, int limit) {
        try {
            return Optional.of(s3.getObject(get -> get.bucket(bucket).key(key), (response, body) -> read(body, limit)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == FORBIDDEN && Listing.find(s3, bucket, key).isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static <T> ResponseTransformer<GetObjectResponse, T> whole(
            ResponseTransformer<GetObjectResponse, T> transformer, int limit) {
        return (response, body) -> transformer.transform(
                response, AbortableInputStream.create(new ByteArrayInputStream(read(body, limit))));
    }

    private static byte[] read(AbortableInputStream body, int limit) throws IOException {
        return new LimitedInputStream(body, limit, () -> {
                    body.abort();
                    throw SdkClientException.create("the object has more than " + Count.of(limit, "byte"));
                })
                .readAllBytes();
    }
}
