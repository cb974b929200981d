package io.footbridge.bucket;

import io.footbridge.export.ObjectBody;
import io.footbridge.export.WholeChecksum;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.text.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's bytes, got on the first read and only as the listing showed them. A transfer that breaks off goes on where
 * it broke, a few times; one that hardly moves is given up.
 */
public final class S3ObjectBody extends ObjectBody {

    /** Opens a stream without a timer, which would hold it in memory for a minute. */
    public static final ResponseTransformer<GetObjectResponse, ResponseInputStream<GetObjectResponse>> UNTIMED =
            ResponseTransformer.toInputStream(Duration.ZERO);

    private static final int RESUMES = 3;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final S3Client s3;
    private final SourceObject object;
    private final LeastRate rate;

    private S3Transfer transfer;
    private Optional<WholeChecksum> checksum = Optional.empty();
    private long position;
    private int resumed;

    /** @param rate at which the bytes must come */
    public S3ObjectBody(S3Client s3, SourceObject object, LeastRate rate) {
        this.s3 = s3;
        this.object = object;
        this.rate = rate;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (position == object.size()) {
            return -1;
        }
        int read = take(buffer, offset, (int) Math.min(length, object.size() - position));
        position += read;
        if (position == object.size()) {
            release();
        }
        return read;
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public void release() {
        if (transfer != null) {
            transfer.close();
            transfer = null;
        }
    }

    @Override
    public void goTo(long newPosition) {
        release();
        position = newPosition;
    }

    @Override
    public ObjectBody again() {
        return new S3ObjectBody(s3, object, rate);
    }

    @Override
    public Optional<WholeChecksum> checksum() {
        return checksum;
    }

    private int take(byte[] buffer, int offset, int length) {
        while (true) {
            try {
                if (transfer == null) {
                    transfer = S3Transfer.open(s3, object, position, rate);
                    if (position == 0) {
                        checksum = transfer.checksum();
                    }
                }
                return transfer.read(buffer, offset, length);
            } catch (IOException | SdkException e) {
                brokeOff(e);
            }
        }
    }

    /** Gets ready to go on where the transfer broke off, unless that has been tried often enough. */
    private void brokeOff(Exception why) {
        boolean tooSlow = transfer != null && transfer.isTooSlow();
        release();
        if (tooSlow) {
            throw new Failure(
                    Reason.S3_TOO_SLOW,
                    "S3 sent less than " + Count.of(rate.bytesPerSecond(), "byte")
                            + " a second (s3.min-bytes-per-second) for "
                            + rate.window().toSeconds() + " s, after " + Count.grouped(position) + " of "
                            + Count.of(object.size(), "byte"),
                    why);
        }
        if (resumed == RESUMES) {
            throw new Failure(
                    Reason.S3_CUT_SHORT,
                    "reading broke off after " + Count.grouped(position) + " of " + Count.of(object.size(), "byte"),
                    why);
        }
        pause(FIRST_PAUSE_MILLIS << (2 * resumed));
        resumed++;
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Reason.STOPPING, "Footbridge is stopping", e);
        }
    }
}
