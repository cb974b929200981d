package io.footbridge.route;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/** Sends an import again that may have been lost, was throttled, or met a server in trouble. */
final class ImportRetries extends DefaultHttpRequestRetryStrategy {

    private static final TimeValue FIRST_WAIT = TimeValue.ofMilliseconds(500);
    private static final int MOST_DOUBLINGS = 6;

    ImportRetries(int retries) {
        super(
                retries,
                FIRST_WAIT,
                List.of(UnknownHostException.class, SSLException.class),
                List.of(429, 500, 502, 503, 504));
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int attempt, HttpContext context) {
        return response.containsHeader(HttpHeaders.RETRY_AFTER)
                ? super.getRetryInterval(response, attempt, context)
                : growing(attempt);
    }

    @Override
    public TimeValue getRetryInterval(HttpRequest request, IOException lost, int attempt, HttpContext context) {
        return growing(attempt);
    }

    private static TimeValue growing(int attempt) {
        return TimeValue.ofMilliseconds(FIRST_WAIT.toMilliseconds() << Math.min(attempt - 1, MOST_DOUBLINGS));
    }
}
