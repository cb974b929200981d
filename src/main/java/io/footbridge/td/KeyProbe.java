package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks Treasure Data whether it is there and knows the key, by the list of databases.
 *
 * <p>With the HTTP client of the imports, which every start needs: TD's own takes a third of a second to load.
 *
 * @see <a href="https://api-docs.treasuredata.com/">TD's API: GET /v3/database/list</a>
 */
public final class KeyProbe {

    private static final int RETRIES = 2;
    private static final TimeValue WAIT = TimeValue.ofSeconds(1);

    private final Server api;
    private final ApiKey key;
    private final Timeout timeout;
    private final String userAgent;

    /** @param timeout how long to wait for a connection, and for an answer */
    public KeyProbe(Server api, ApiKey key, Duration timeout, String userAgent) {
        this.api = requireNonNull(api, "api is null");
        this.key = requireNonNull(key, "key is null");
        this.timeout = Timeout.of(timeout);
        this.userAgent = requireNonNull(userAgent, "userAgent is null");
    }

    /**
     * The HTTP status of the answer.
     *
     * @throws IOException if there is none
     */
    public int ask() throws IOException {
        HttpGet list = new HttpGet(api + "/v3/database/list");
        list.setHeader(HttpHeaders.AUTHORIZATION, key.authorization());
        try (CloseableHttpClient http = client()) {
            return http.execute(list, answer -> answer.getCode());
        }
    }

    private CloseableHttpClient client() {
        return HttpClients.custom()
                .useSystemProperties()
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .setRetryStrategy(new DefaultHttpRequestRetryStrategy(RETRIES, WAIT))
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .build();
    }
}
