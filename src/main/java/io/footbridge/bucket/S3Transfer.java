package io.footbridge.bucket;

import io.footbridge.export.WholeChecksum;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** One GET of an object, from a place in it to its end, that gives nothing but the bytes of that place. */
final class S3Transfer implements AutoCloseable {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int SKIPPED_AT_ONCE = 64 * 1024;

    private final ResponseInputStream<GetObjectResponse> in;
    private final Pace pace;
    private final SourceObject object;
    private final long from;
    private long taken;

    /** What comes before the place that was asked for, of a store that sends all. */
    private long skip;

    private S3Transfer(ResponseInputStream<GetObjectResponse> in, SourceObject object, long from, LeastRate rate) {
        this.in = in;
        this.object = object;
        this.from = from;
        this.pace = new Pace(rate, in::abort);
    }

    /**
     * Sends the request, which holds only for the object as it was listed.
     *
     * @throws IOException if something else is answered than was asked for
     * @throws Failure if S3 refuses
     */
    static S3Transfer open(S3Client s3, SourceObject object, long from, LeastRate rate) throws IOException {
        S3Transfer transfer = new S3Transfer(get(s3, request(object, from)), object, from, rate);
        try {
            transfer.checkAnswer();
            return transfer;
        } catch (IOException | RuntimeException e) {
            transfer.close();
            throw e;
        }
    }

    /** Reads at least one byte. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        if (skip > 0) {
            byte[] scratch = new byte[(int) Math.min(skip, SKIPPED_AT_ONCE)];
            while (skip > 0) {
                skip -= take(scratch, 0, (int) Math.min(skip, scratch.length));
            }
        }
        return take(buffer, offset, length);
    }

    /** What the store says of all bytes, if this began with the first. */
    Optional<WholeChecksum> checksum() {
        return from == 0 ? StoredChecksum.of(in.response(), object.etag()) : Optional.empty();
    }

    boolean isTooSlow() {
        return pace.isTooSlow();
    }

    @Override
    public void close() {
        pace.close();
        Long length = in.response().contentLength();
        if (length == null || taken != length) {
            in.abort(); // Closing would read the rest first.
        }
        try {
            in.close();
        } catch (IOException | SdkException e) {
            // All that was wanted of it has been read.
        }
    }

    private int take(byte[] buffer, int offset, int length) throws IOException {
        int read = -1;
        pace.begin();
        try {
            read = in.read(buffer, offset, length);
        } finally {
            pace.end(read);
        }
        if (pace.isTooSlow()) {
            throw new IOException("the bytes come too slowly");
        }
        if (read < 0) {
            throw new EOFException("the answer ended");
        }
        taken += read;
        return read;
    }

    private void checkAnswer() throws IOException {
        GetObjectResponse answer = in.response();
        if (answer.eTag() != null && !isListed(answer.eTag())) {
            throw new Failure(Reason.S3_OBJECT_CHANGED, "S3 sends the object with another ETag than it listed");
        }
        if (answer.sdkHttpResponse().statusCode() != PARTIAL_CONTENT) {
            skip = from;
        } else if (!isPartAskedFor(answer.contentRange())) {
            throw new IOException("S3 sends another part than was asked for");
        }
    }

    /** A proxy may have marked the tag as weak; the bytes are verified in any case. */
    private boolean isListed(String etag) {
        return PlainS3Client.withoutQuotes(etag.startsWith("W/") ? etag.substring(2) : etag)
                .equals(object.etag());
    }

    private boolean isPartAskedFor(String contentRange) {
        if (contentRange == null) {
            return false;
        }
        Matcher part = CONTENT_RANGE.matcher(contentRange);
        return part.matches()
                && Long.parseLong(part.group(1)) == from
                && Long.parseLong(part.group(2)) == object.size() - 1
                && (part.group(3).equals("*") || Long.parseLong(part.group(3)) == object.size());
    }

    private static GetObjectRequest request(SourceObject object, long from) {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .ifMatch('"' + object.etag() + '"');
        if (from > 0) {
            request.range("bytes=" + from + "-");
        } else if (!StoredChecksum.isMd5(object.etag())) {
            // As a header alone: asked in the SDK's own way, it would hold the bytes against kinds that it cannot
            // compute.
            request.overrideConfiguration(override -> override.putHeader("x-amz-checksum-mode", "ENABLED"));
        }
        return request.build();
    }

    private static ResponseInputStream<GetObjectResponse> get(S3Client s3, GetObjectRequest request) {
        try {
            return s3.getObject(request, S3ObjectBody.UNTIMED);
        } catch (SdkException e) {
            if (e instanceof AwsServiceException refusal && refusal.statusCode() == RANGE_NOT_SATISFIABLE) {
                throw new Failure(Reason.S3_CUT_SHORT, "the object ends before the bytes that S3 listed", e);
            }
            throw FailureClassifier.s3Object("GET", e);
        }
    }
}
