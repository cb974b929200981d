package io.footbridge.bucket;

import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** Gives a copy, which S3 answers when it is done, the time that its object's size asks for. */
final class CopyDeadline {

    /** What S3 copies in a second at the least. */
    private static final long LEAST_BYTES_PER_SECOND = 4L * 1024 * 1024;

    private CopyDeadline() {}

    /**
     * Adds to what any request has.
     *
     * @param size of the object, in bytes
     */
    static CopyObjectRequest.Builder apply(CopyObjectRequest.Builder copy, S3Client s3, long size) {
        Duration more = Duration.ofSeconds(size / LEAST_BYTES_PER_SECOND);
        if (more.isZero()) {
            return copy; // As of most objects; the client makes its configuration anew for whoever asks.
        }
        var usual = s3.serviceClientConfiguration().overrideConfiguration();
        return copy.overrideConfiguration(override -> {
            usual.apiCallAttemptTimeout().map(more::plus).ifPresent(override::apiCallAttemptTimeout);
            usual.apiCallTimeout().map(more::plus).ifPresent(override::apiCallTimeout);
        });
    }
}
