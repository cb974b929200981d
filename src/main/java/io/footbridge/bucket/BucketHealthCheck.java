package io.footbridge.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.failure.FailureClassifier;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Lists one key of the bucket and, once in a while, writes a small note under the failed prefix.
 *
 * <p>A bucket that may be read and not written would do harm only when an object is to be dead-lettered, so it is tried
 * beforehand.
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

    /** @param writeInterval after which what could be written is written again */
    public BucketHealthCheck(S3Client s3, String bucket, String prefix, String failedPrefix, Duration writeInterval) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
        this.note = failedPrefix + LastFingerprint.FOLDER + "writable";
        this.writeInterval = writeInterval;
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
            throw FailureClassifier.s3(e).because("the bucket cannot be listed");
        }
    }

    private void write() {
        isWritable = false;
        try {
            var unused = s3.putObject(
                    request -> request.bucket(bucket).key(note).overrideConfiguration(IMPATIENT),
                    RequestBody.fromString("Footbridge may write here.\n", UTF_8));
        } catch (SdkException e) {
            throw FailureClassifier.s3(e).because("the bucket cannot be written to");
        }
        isWritable = true;
        writtenAt = System.nanoTime();
    }
}
