package io.footbridge.application;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one HTTP server, none of which may be without a whole request for long: neither before the first,
 * nor in the middle of one, nor after an answer. When there are too many, the one that has waited longest makes room, so
 * that a client which sends its request at once gets through a crowd that only holds on.
 */
final class OpenConnections {

    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
    private static final long WARN_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final long patienceNanos;
    private final Map<HttpConnection, Wait> open = new HashMap<>();
    private long warned = System.nanoTime() - WARN_AGAIN_NANOS;

    /** What one connection was last seen to do. */
    private final class Wait {

        private long since = System.nanoTime();
        private HttpServerRequest request;
        private boolean answered;

        void asked(HttpServerRequest next) {
            request = next;
            answered = false;
            since = System.nanoTime();
        }

        /** Whether the client's turn has come, and not ours. */
        boolean isForClient() {
            if (!answered && request != null && request.response().ended()) {
                answered = true;
                since = System.nanoTime();
            }
            return request == null || answered || !request.isEnded();
        }

        boolean isOverdue() {
            return isForClient() && System.nanoTime() - since >= patienceNanos;
        }
    }

    OpenConnections(int most, Duration patience) {
        this.most = most;
        this.patienceNanos = patience.toNanos();
    }

    void opened(HttpConnection connection) {
        Optional<HttpConnection> tooMany = add(connection);
        connection.closeHandler(closed -> remove(connection));
        tooMany.ifPresent(HttpConnection::close);
    }

    synchronized void asked(HttpServerRequest request) {
        Wait wait = open.get(request.connection());
        if (wait != null) {
            wait.asked(request);
        }
    }

    void closeOverdue() {
        overdue().forEach(HttpConnection::close);
    }

    private synchronized List<HttpConnection> overdue() {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().isOverdue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds a connection, and says which has to go, if any: the new one if all others wait for us. */
    private synchronized Optional<HttpConnection> add(HttpConnection connection) {
        Optional<HttpConnection> tooMany = Optional.empty();
        if (open.size() >= most) {
            tooMany = open.entrySet().stream()
                    .filter(entry -> entry.getValue().isForClient())
                    .min(Comparator.comparingLong(entry -> entry.getValue().since))
                    .map(Map.Entry::getKey)
                    .or(() -> Optional.of(connection));
            warn();
        }
        open.put(connection, new Wait());
        tooMany.ifPresent(open::remove);
        return tooMany;
    }

    private synchronized void remove(HttpConnection connection) {
        open.remove(connection);
    }

    private void warn() {
        if (System.nanoTime() - warned >= WARN_AGAIN_NANOS) {
            warned = System.nanoTime();
            LOG.warn("{} connections are open; those that wait longest for a request are closed", most);
        }
    }
}
