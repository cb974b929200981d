package io.footbridge.sandbox.s3;

import com.sun.net.httpserver.Headers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What faults make of a request that asks for bytes, and of the answer that sends them. */
final class S3Distortion {

    private static final Pattern FROM = Pattern.compile("bytes[ =](\\d+)-.*");

    private S3Distortion() {}

    /** Changes what is asked for. */
    static Headers distort(S3Fault fault, Headers request) {
        String range = request.getFirst("Range");
        if (range == null) {
            return request;
        }
        Headers changed = new Headers();
        changed.putAll(request);
        if (fault instanceof S3Fault.IgnoredRange) {
            changed.remove("Range");
        } else if (fault instanceof S3Fault.ShiftedRange shifted) {
            changed.set("Range", "bytes=" + Math.max(0, first(range) + shifted.shift()) + "-");
        }
        return changed;
    }

    /** Changes what is answered. */
    static S3Response distort(S3Fault fault, S3Response response) {
        if (fault instanceof S3Fault.FlippedBit flipped) {
            String range = response.headers().get("Content-Range");
            long offset = flipped.offset() - (range == null ? 0 : first(range));
            return with(response, () -> new Flipped(response.body().get(), offset));
        }
        if (fault instanceof S3Fault.OtherEtag) {
            Map<String, String> headers = new HashMap<>(response.headers());
            headers.put("ETag", "\"another\"");
            return new S3Response(response.status(), headers, response.length(), response.body());
        }
        return response;
    }

    /** @param closed ends the waits */
    static S3Response dripping(S3Response response, S3Fault.Drip drip, CountDownLatch closed) {
        return with(response, () -> new Dripping(response.body().get(), drip, closed));
    }

    private static S3Response with(S3Response response, Supplier<InputStream> body) {
        return new S3Response(response.status(), response.headers(), response.length(), body);
    }

    private static long first(String range) {
        Matcher matcher = FROM.matcher(range);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no range: " + range);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static final class Flipped extends FilterInputStream {

        private long left;

        Flipped(InputStream in, long offset) {
            super(in);
            this.left = offset;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (left >= 0 && left < read) {
                buffer[offset + (int) left] ^= 0x10;
            }
            left -= Math.max(0, read);
            return read;
        }
    }

    private static final class Dripping extends FilterInputStream {

        private final S3Fault.Drip drip;
        private final CountDownLatch closed;

        Dripping(InputStream in, S3Fault.Drip drip, CountDownLatch closed) {
            super(in);
            this.drip = drip;
            this.closed = closed;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                if (closed.await(drip.every().toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new InterruptedIOException("server closed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("server closed");
            }
            return super.read(buffer, offset, Math.min(length, drip.bytes()));
        }
    }
}
