package io.footbridge.http;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Gives every attempt at a request to Treasure Data an end in time, from the wait for a connection to the last byte of the
 * answer, and its answer a bound: it is read here, as a whole, and decoded. What goes beyond either loses its connection.
 *
 * @param limit for a request without a body; one with a body has a second more for every 16 KiB
 * @param answerBytes how many decoded bytes of an answer are read; 0 if only its head is of interest
 */
public record BoundedExchange(Duration limit, long answerBytes) implements ExecChainHandler {

    /** Slower than any line that imports could be sent over. */
    private static final long LEAST_BYTES_PER_SECOND = 16 * 1024;

    /**
     * @throws InterruptedIOException if the answer has not begun in time
     * @throws Failure if it begins and does not end in time, or breaks off, or if it is that of a success and too large
     */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Countdown countdown = new Countdown(limitOf(request), scope.execRuntime::discardEndpoint);
        try {
            ClassicHttpResponse answer = begun(request, scope, chain, countdown);
            if (answer.getEntity() != null) {
                answer.setEntity(read(answer, scope.execRuntime, countdown));
                answer.removeHeaders(HttpHeaders.CONTENT_ENCODING); // Nobody must decode it again.
            }
            return answer;
        } finally {
            countdown.stop();
        }
    }

    private static ClassicHttpResponse begun(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Countdown countdown)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (IOException | IllegalStateException e) {
            if (countdown.isOver()) {
                InterruptedIOException late = new InterruptedIOException(
                        "no answer within " + countdown.limit().toSeconds() + " s");
                late.initCause(e);
                throw late;
            }
            throw e;
        }
    }

    private HttpEntity read(ClassicHttpResponse answer, ExecRuntime connection, Countdown countdown) {
        HttpEntity entity = answer.getEntity();
        Runnable excess = () -> {
            connection.discardEndpoint(); // Closing the answer would read all of it first.
            if (answer.getCode() < 300 && answerBytes > 0) {
                throw new Failure(
                        Reason.TD_UNEXPECTED_ANSWER, "Treasure Data answers with more than " + answerBytes + " bytes");
            }
        };
        try {
            if (answerBytes == 0) {
                excess.run();
                return new ByteArrayEntity(new byte[0], ContentType.APPLICATION_OCTET_STREAM);
            }
            InputStream content = new LimitedInputStream(decoded(entity), answerBytes, excess);
            return new ByteArrayEntity(content.readAllBytes(), ContentType.parseLenient(entity.getContentType()));
        } catch (IOException e) {
            connection.discardEndpoint();
            throw new Failure(
                    Reason.TD_UNAVAILABLE,
                    countdown.isOver()
                            ? "Treasure Data's answer was not complete within "
                                    + countdown.limit().toSeconds() + " s"
                            : "Treasure Data's answer broke off",
                    e);
        } finally {
            EntityUtils.consumeQuietly(entity);
            connection.releaseEndpoint(); // To the pool, if it was not discarded: nobody above sees the stream's end.
        }
    }

    private static InputStream decoded(HttpEntity entity) throws IOException {
        String encoding = entity.getContentEncoding();
        boolean packed = "gzip".equalsIgnoreCase(encoding) || "x-gzip".equalsIgnoreCase(encoding);
        return packed ? new GZIPInputStream(entity.getContent()) : entity.getContent();
    }

    private Duration limitOf(ClassicHttpRequest request) {
        HttpEntity body = request.getEntity();
        return body == null ? limit : limit.plusSeconds(Math.max(0, body.getContentLength()) / LEAST_BYTES_PER_SECOND);
    }
}
