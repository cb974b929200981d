package io.footbridge.bucket;

import io.footbridge.http.LimitedInputStream;
import io.footbridge.text.Count;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads an object whole while the request lasts, so that its deadline holds for the bytes too, and no further than a bound. */
final class SmallObject {

    private SmallObject() {}

    /**
     * The bytes of an object.
     *
     * @param limit in bytes; a larger object is a failure of the request
     */
    static ResponseTransformer<GetObjectResponse, byte[]> bytes(int limit) {
        return (response, body) -> read(body, limit);
    }

    /** What another transformer makes of the object. */
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
