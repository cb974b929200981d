package io.footbridge.sandbox.s3;

import static io.footbridge.sandbox.s3.S3Request.UNANSWERED;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * An answer that is ready to be sent.
 *
 * @param status the HTTP status
 * @param headers all but Content-Length, Date and the request's id
 * @param length of the body in bytes
 * @param body opens the body, which may be longer than said
 */
record S3Response(int status, Map<String, String> headers, long length, Supplier<InputStream> body) {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long NO_BODY = -1;

    S3Response {
        headers = Map.copyOf(headers);
    }

    static S3Response empty(int status, Map<String, String> headers) {
        return new S3Response(status, headers, 0, InputStream::nullInputStream);
    }

    static S3Response xml(int status, S3Xml document) {
        byte[] bytes = document.toBytes();
        return new S3Response(
                status, Map.of("Content-Type", "application/xml"), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static S3Response error(S3Error error, String resource) {
        S3Xml document = S3Xml.error()
                .element("Code", error.code())
                .element("Message", error.getMessage())
                .element("Resource", resource);
        return xml(error.status(), document);
    }

    /**
     * Sends the whole answer.
     *
     * @param onEnd gets the status just before the client can see the end of the answer
     */
    void send(HttpExchange exchange, IntConsumer onEnd) throws IOException {
        sendPart(exchange, length, onEnd);
    }

    /**
     * Sends the answer with its full length in the headers, but only this many bytes of the body.
     *
     * @param onEnd as in {@link #send}, but gets {@link S3Request#UNANSWERED} if bytes are missing
     */
    void sendPart(HttpExchange exchange, long bytes, IntConsumer onEnd) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("x-amz-request-id", UUID.randomUUID().toString());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head || length == 0) {
            if (head && status == 200) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            }
            onEnd.accept(status);
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(status, length);
        try (InputStream in = body.get()) {
            transfer(in, exchange.getResponseBody(), Math.min(bytes, length), onEnd);
        }
    }

    /** Sends the head of an answer whose length is not told, for somebody else to send the rest. */
    OutputStream begin(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, 0);
        return exchange.getResponseBody();
    }

    /**
     * Sends blanks and then the answer, without a length.
     *
     * @param onEnd as in {@link #send}
     */
    void sendAfterBlanks(HttpExchange exchange, long blanks, IntConsumer onEnd) throws IOException {
        OutputStream out = begin(exchange);
        byte[] some = new byte[BUFFER_BYTES];
        Arrays.fill(some, (byte) ' ');
        for (long left = blanks; left > 0; left -= some.length) {
            out.write(some);
        }
        try (InputStream in = body.get()) {
            transfer(in, out, length, onEnd);
        }
    }

    private void transfer(InputStream in, OutputStream out, long bytes, IntConsumer onEnd) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, bytes)];
        long left = bytes;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read <= 0) {
                throw new EOFException("content ended " + left + " bytes early");
            }
            left -= read;
            if (left == 0) {
                onEnd.accept(bytes == length ? status : UNANSWERED);
            }
            out.write(buffer, 0, read);
            out.flush(); // A body that drips would wait here otherwise.
        }
    }
}
