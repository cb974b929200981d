package io.footbridge.td;

import io.footbridge.batch.Batch;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureKind;
import io.footbridge.failure.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an import until Treasure Data confirms it, or until no other attempt would help: always the same bytes under the same
 * ID, so that Treasure Data can tell a repeat. A missing table is made first.
 *
 * <p>An import that waits has its thread and no connection, so it holds up no other.
 *
 * @param retries how often to send an import again; less than 0 for as often as the limit allows
 * @param limit how long one import may be tried for after its first failure
 */
public record ImportAttempts(Tables tables, int retries, Duration limit) implements ExecChainHandler {

    private static final int NOT_FOUND = 404;

    private static final Logger LOG = LoggerFactory.getLogger(ImportAttempts.class);

    /** @throws Failure unless the answer is a 200 that confirms the import */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws HttpException {
        ImportBody body = (ImportBody) scope.originalRequest.getEntity();
        RetryBudget budget = null;
        boolean made = false;
        while (true) {
            Optional<Duration> asked = Optional.empty();
            Failure failure;
            try {
                ClassicHttpResponse answer = chain.proceed(
                        ClassicRequestBuilder.copy(scope.originalRequest).build(), scope);
                byte[] content = content(answer);
                if (answer.getCode() == NOT_FOUND && !made) {
                    tables.create(body.batch().destination());
                    made = true;
                    continue;
                }
                asked = retryAfter(answer);
                Confirmation.require(body.batch(), answer.getCode(), content);
                return answer;
            } catch (IOException e) {
                failure = new Failure(
                        Reason.TD_UNAVAILABLE,
                        "Treasure Data does not answer: " + e.getClass().getSimpleName() + ": " + Escaped.messageOf(e),
                        e);
            } catch (Failure e) {
                failure = e;
            }
            if (budget == null) { // The time counts from the first failure, however long that took.
                budget = new RetryBudget(limit, retries, System.nanoTime());
            }
            Optional<Duration> wait = failure.kind() == FailureKind.TRANSIENT ? budget.next(asked) : Optional.empty();
            if (wait.isEmpty()) {
                throw body.listener().failed(failure);
            }
            body.listener().again(failure);
            await(wait.get(), body, failure);
        }
    }

    private static void await(Duration wait, ImportBody body, Failure why) {
        Batch batch = body.batch();
        LOG.debug(
                "sending {} again in {} ms ({}): {}",
                batch,
                wait.toMillis(),
                why.reason().word(),
                why.getMessage());
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw body.listener()
                    .failed(new Failure(Reason.STOPPING, "stopped while waiting to send " + batch + " again", e));
        }
    }

    /** Null if there is none, as of a 204. */
    static byte[] content(ClassicHttpResponse answer) throws IOException {
        return answer.getEntity() == null ? null : EntityUtils.toByteArray(answer.getEntity());
    }

    static Optional<Duration> retryAfter(ClassicHttpResponse answer) {
        Header header = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return RetryAfter.parse(header == null ? null : header.getValue());
    }
}
