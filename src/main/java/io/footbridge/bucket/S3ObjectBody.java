package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.ObjectBody;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sorting;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object's bytes, got on the first read and only as the listing showed them. */
final class S3ObjectBody extends ObjectBody {

    /** Opens a stream without a timer, which would hold it in memory for a minute. */
    static final ResponseTransformer<GetObjectResponse, ResponseInputStream<GetObjectResponse>> UNTIMED =
            ResponseTransformer.toInputStream(Duration.ZERO);

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final String etag;
    private final long size;

    private ResponseInputStream<GetObjectResponse> in;
    private long position;

    /**
     * @param etag without quotes
     * @param size in bytes
     */
    S3ObjectBody(S3Client s3, String bucket, String key, String etag, long size) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.key = requireNonNull(key, "key is null");
        this.etag = requireNonNull(etag, "etag is null");
        this.size = size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (position == size) {
            close();
            return -1;
        }
        if (in == null) {
            in = open();
        }
        int read;
        try {
            read = in.read(buffer, offset, length);
        } catch (IOException | SdkException e) {
            throw new Failure(Reason.S3_CUT_SHORT, "reading broke off after " + position + " of " + size + " bytes", e);
        }
        if (read < 0) {
            throw new Failure(Reason.S3_CUT_SHORT, "S3 sent " + position + " of " + size + " bytes");
        }
        position += read;
        return read;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void release() {
        if (in != null) {
            if (position < size) {
                in.abort(); // Closing would read the rest first.
            }
            try {
                in.close();
            } catch (IOException | SdkException e) {
                // All that was wanted of it has been read.
            }
            in = null;
        }
    }

    @Override
    public ObjectBody again() {
        return new S3ObjectBody(s3, bucket, key, etag, size);
    }

    @Override
    public void close() {
        release();
    }

    private ResponseInputStream<GetObjectResponse> open() {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(key).ifMatch('"' + etag + '"');
        if (position > 0) {
            request.range("bytes=" + position + "-");
        }
        try {
            return s3.getObject(request.build(), UNTIMED);
        } catch (AwsServiceException e) {
            if (e.statusCode() == 403) {
                // Of one object only, as far as anybody knows: its neighbours are tried.
                throw new Failure(Reason.S3_OBJECT_DENIED, "S3 answers 403 to the GET", e);
            }
            throw Sorting.s3(e);
        } catch (SdkException e) {
            throw Sorting.sort(e);
        }
    }
}
