package io.footbridge.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Gives every attempt at a request to Treasure Data an end in time, from the wait for a connection to the last byte of the
 * answer, and its answer a bound. What goes beyond either loses its connection.
 */
public final class BoundedExchange implements ExecChainHandler {

    /** Slower than any line that imports could be sent over. */
    private static final long LEAST_BYTES_PER_SECOND = 16 * 1024;

    private final Duration limit;
    private final long answerBytes;

    /**
     * @param limit for a request without a body; one with a body has a second more for every 16 KiB
     * @param answerBytes how much of an answer is read
     */
    public BoundedExchange(Duration limit, long answerBytes) {
        this.limit = requireNonNull(limit, "limit is null");
        this.answerBytes = answerBytes;
    }

    /** @throws InterruptedIOException if the answer has not begun in time */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Countdown countdown = Countdown.start(limitOf(request), scope.execRuntime::discardEndpoint);
        boolean toBeRead = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                BoundedAnswer bounded =
                        new BoundedAnswer(entity, scope.execRuntime, countdown, answerBytes, response.getCode() < 300);
                response.setEntity(bounded);
                // Decoded here, where it is counted; whoever reads on must not decode it again.
                response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
                toBeRead = true;
            }
            return response;
        } catch (IOException | IllegalStateException e) {
            if (countdown.isOver()) {
                InterruptedIOException late = new InterruptedIOException(
                        "no answer within " + countdown.limit().toSeconds() + " s");
                late.initCause(e);
                throw late;
            }
            throw e;
        } finally {
            if (!toBeRead) {
                countdown.stop();
            }
        }
    }

    private Duration limitOf(ClassicHttpRequest request) {
        HttpEntity body = request.getEntity();
        return body == null ? limit : limit.plusSeconds(Math.max(0, body.getContentLength()) / LEAST_BYTES_PER_SECOND);
    }
}
