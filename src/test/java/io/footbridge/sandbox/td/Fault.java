package io.footbridge.sandbox.td;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** What goes wrong with one request to {@link TreasureData}. The request's body has been read by then. */
@FunctionalInterface
public interface Fault {

    /** What the server does with the request, were there no fault. */
    @FunctionalInterface
    interface Service {
        Answer serve();
    }

    /**
     * Answers a request.
     *
     * @param service what the server would do without the fault; its effects happen when it is called, and only then
     * @throws InterruptedException if the server is closed meanwhile
     */
    Answer answer(Service service) throws InterruptedException;

    /** Nothing goes wrong. */
    static Fault none() {
        return Service::serve;
    }

    /** Nothing is done and the status is answered. */
    static Fault status(int status) {
        return status(status, Map.of());
    }

    /** Nothing is done and the status is answered, with these headers. */
    static Fault status(int status, Map<String, String> headers) {
        return status(status, headers, "sandbox fault: status " + status);
    }

    /** Nothing is done and the status is answered, with these headers and this message in the error's body. */
    static Fault status(int status, Map<String, String> headers, String message) {
        return service -> Answer.error(status, message, headers);
    }

    /** Nothing is done, and the answer is a success without a body, as of a gateway. */
    static Fault noContent() {
        return service -> Answer.binary(204, Map.of(), "text/plain", new byte[0]);
    }

    /** The request takes effect, and the connection is closed without an answer. */
    static Fault commitThenDrop() {
        return service -> {
            service.serve();
            return Answer.DROPPED;
        };
    }

    /** The connection is closed without effect and without an answer. */
    static Fault drop() {
        return service -> Answer.DROPPED;
    }

    /** The request takes effect, and an import's answer carries a checksum that is not the body's. */
    static Fault wrongMd5() {
        return service -> service.serve().withMd5("0".repeat(32));
    }

    /** The request waits, without effect, until the latch is open. */
    static Fault hold(CountDownLatch released) {
        return service -> {
            released.await();
            return service.serve();
        };
    }

    /** The request takes effect at once and is answered this much later. */
    static Fault delay(Duration duration) {
        return service -> {
            Answer answer = service.serve();
            boolean released = new CountDownLatch(1).await(duration.toNanos(), NANOSECONDS);
            return released ? Answer.DROPPED : answer;
        };
    }

    /** Nothing is done, and the answer's body comes a byte at a time, with this pause before each, and has no end. */
    static Fault drip(int status, Duration pause) {
        return service -> Answer.streamed(status, Map.of(), out -> {
            while (!new CountDownLatch(1).await(pause.toNanos(), NANOSECONDS)) {
                out.write(' ');
                out.flush();
            }
        });
    }

    /** Nothing is done, and the answer's body has this many bytes, unless the client stops to read. */
    static Fault large(int status, long bytes) {
        return large(status, bytes, new AtomicLong());
    }

    /** @param sent counts the bytes as they go out */
    static Fault large(int status, long bytes, AtomicLong sent) {
        return service -> Answer.streamed(status, Map.of(), out -> writeBlanks(out, bytes, sent));
    }

    /** Nothing is done, and the answer's body unpacks to this many bytes. */
    static Fault packed(int status, long bytes) {
        return service -> Answer.streamed(status, Map.of("Content-Encoding", "gzip"), out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                writeBlanks(gzip, bytes, new AtomicLong());
            }
        });
    }

    /** The request waits, without effect, until the server is closed. */
    static Fault hang() {
        return hold(new CountDownLatch(1));
    }

    private static void writeBlanks(OutputStream out, long bytes, AtomicLong sent) throws IOException {
        byte[] blanks = new byte[64 * 1024];
        Arrays.fill(blanks, (byte) ' ');
        for (long left = bytes; left > 0; left -= blanks.length) {
            out.write(blanks);
            sent.addAndGet(blanks.length);
        }
    }
}
