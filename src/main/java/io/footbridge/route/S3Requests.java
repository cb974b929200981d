package io.footbridge.route;

import static org.apache.camel.component.aws2.s3.AWS2S3Constants.CONTENT_LENGTH;
import static org.apache.camel.component.aws2.s3.AWS2S3Constants.DESTINATION_KEY;
import static org.apache.camel.component.aws2.s3.AWS2S3Constants.IF_MATCH_CONDITION;
import static org.apache.camel.component.aws2.s3.AWS2S3Constants.KEY;

import java.time.Duration;
import org.apache.camel.Header;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * The bean that makes the requests of the Kamelets {@code s3-copy-action}, {@code s3-delete-action} and {@code
 * s3-get-action}: conditions and deadlines that Camel's producer cannot give them.
 *
 * @param s3 sends the requests, and says how long one may take
 */
public record S3Requests(S3Client s3, String bucket) {

    /** What S3 copies in a second at the least: it answers only when the copy is done. */
    private static final long LEAST_BYTES_PER_SECOND = 4L * 1024 * 1024;

    public GetObjectRequest get(@Header(KEY) String key, @Header(IF_MATCH_CONDITION) String etag) {
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .ifMatch(quoted(etag))
                .build();
    }

    public DeleteObjectRequest delete(@Header(KEY) String key, @Header(IF_MATCH_CONDITION) String etag) {
        return DeleteObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .ifMatch(quoted(etag))
                .build();
    }

    /** @param size of the object, in bytes */
    public CopyObjectRequest copy(
            @Header(KEY) String key,
            @Header(DESTINATION_KEY) String destination,
            @Header(IF_MATCH_CONDITION) String etag,
            @Header(CONTENT_LENGTH) long size) {
        CopyObjectRequest.Builder copy = CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(key)
                .destinationBucket(bucket)
                .destinationKey(destination)
                .copySourceIfMatch(quoted(etag));
        Duration more = Duration.ofSeconds(size / LEAST_BYTES_PER_SECOND);
        if (!more.isZero()) { // As of most objects; the client makes its configuration anew for whoever asks.
            var usual = s3.serviceClientConfiguration().overrideConfiguration();
            copy.overrideConfiguration(override -> {
                usual.apiCallAttemptTimeout().map(more::plus).ifPresent(override::apiCallAttemptTimeout);
                usual.apiCallTimeout().map(more::plus).ifPresent(override::apiCallTimeout);
            });
        }
        return copy.build();
    }

    private static String quoted(String etag) {
        return etag == null || etag.isEmpty() ? null : '"' + etag + '"';
    }
}
