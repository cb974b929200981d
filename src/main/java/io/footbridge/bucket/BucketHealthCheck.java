package io.footbridge.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Lists one key of the bucket and, once in a while, writes a small note under the failed prefix.
 *
 * <p>What may be read and not written would do harm only when an object is to be put aside, so it is tried beforehand.
 */
public final class BucketHealthCheck {

    private static final AwsRequestOverrideConfiguration IMPATIENT = AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(Duration.ofSeconds(5))
            .build();

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final String note;
    private final Duration writeInterval;
    private long writtenAt;
    private boolean isWritable;

    /**
     * @param prefix where the exports lie
     * @param failedPrefix where the note is written
     * @param writeInterval after which what could be written is written again
     */
    public BucketHealthCheck(S3Client s3, String bucket, String prefix, String failedPrefix, Duration writeInterval) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.prefix = requireNonNull(prefix, "prefix is null");
        this.note = failedPrefix + LastFingerprint.FOLDER + "writable";
        this.writeInterval = requireNonNull(writeInterval, "writeInterval is null");
    }

    /** @throws io.footbridge.failure.Failure if the bucket does not answer, or refuses */
    public void ask() {
        read();
        if (!isWritable || System.nanoTime() - writtenAt >= writeInterval.toNanos()) {
            write();
        }
    }

    private void read() {
        try {
            var unused = s3.listObjects(
                    request -> request.bucket(bucket).prefix(prefix).maxKeys(1).overrideConfiguration(IMPATIENT));
        } catch (SdkException e) {
            throw because("the bucket cannot be listed", e);
        }
    }

    private void write() {
        isWritable = false;
        try {
            var unused = s3.putObject(
                    request -> request.bucket(bucket).key(note).overrideConfiguration(IMPATIENT),
                    RequestBody.fromString("Footbridge may write here.\n", UTF_8));
        } catch (SdkException e) {
            throw because("the bucket cannot be written to", e);
        }
        isWritable = true;
        writtenAt = System.nanoTime();
    }

    private static Failure because(String what, SdkException e) {
        Failure failure = FailureClassifier.s3(e);
        return new Failure(failure.reason(), what + ": " + failure.getMessage(), e);
    }
}
