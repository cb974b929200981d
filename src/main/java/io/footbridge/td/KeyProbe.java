package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Asks Treasure Data whether it is there and knows the key, by the list of databases.
 *
 * <p>With the HTTP client of the imports, which every start needs: TD's own takes a third of a second to load.
 *
 * @see <a href="https://api-docs.treasuredata.com/">TD's API: GET /v3/database/list</a>
 */
public final class KeyProbe {

    private final Server api;
    private final ApiKey key;
    private final ProbeClients clients;

    /**
     * What Treasure Data says to the question.
     *
     * @param status of HTTP
     * @param retryAfter how long it asks to wait before the next one
     */
    public record Answer(int status, Optional<Duration> retryAfter) {}

    /** @param timeout how long to wait for a connection, and for an answer */
    public KeyProbe(Server api, ApiKey key, Duration timeout, String userAgent, TdHttp http) {
        this.api = requireNonNull(api, "api is null");
        this.key = requireNonNull(key, "key is null");
        this.clients = new ProbeClients(timeout, userAgent, http);
    }

    /**
     * Asks once. The list itself is not read.
     *
     * @throws IOException if there is no answer
     */
    public Answer ask() throws IOException {
        HttpGet list = new HttpGet(api + "/v3/database/list");
        list.setHeader(HttpHeaders.AUTHORIZATION, key.authorization());
        try (CloseableHttpClient client = clients.make()) {
            return client.execute(list, answer -> {
                Header wait = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
                answer.close();
                return new Answer(answer.getCode(), RetryAfter.parse(wait == null ? null : wait.getValue()));
            });
        }
    }
}
