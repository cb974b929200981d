package io.footbridge.route;

import io.footbridge.batch.Batch;
import io.footbridge.http.Proxies;
import io.footbridge.td.ApiKey;
import io.footbridge.td.ImportAttempts;
import io.footbridge.td.ImportBody;
import io.footbridge.td.ImportListener;
import io.footbridge.td.Server;
import io.footbridge.td.Tables;
import io.footbridge.td.TdClients;
import io.footbridge.td.TdHttp;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpEntity;

/** Makes an HTTP client send imports to TD's import server. */
public final class ImportHttp implements HttpClientConfigurer {

    /** An answer has a few hundred bytes. */
    private static final long ANSWER_BYTES = 1024 * 1024;

    private final Server server;
    private final TdHttp http;
    private final ImportAttempts attempts;

    /**
     * @param importServer the address of the import server, or blank for the one that belongs to the API server
     * @param apiKey an {@link ApiKey}, or the text of one
     * @param retries how often to send an import again; less than 0 for as often as the time allows
     * @param timeoutSeconds how long to wait for a connection, and for an answer
     * @throws IllegalArgumentException if a proxy could read the key
     */
    public ImportHttp(
            String apiServer, String importServer, Object apiKey, int retries, long retrySeconds, long timeoutSeconds) {
        Server api = Server.of(apiServer);
        ApiKey key = ApiKey.of(apiKey);
        Proxies proxies = Proxies.ofProcess();
        Duration timeout = Duration.ofSeconds(timeoutSeconds);
        this.server = importServer.isBlank() ? api.importServer() : Server.of(importServer);
        this.http = new TdHttp(server, key, proxies, timeout);
        this.attempts = new ImportAttempts(
                new Tables(() -> TdClients.of(api, key, timeout, proxies)), retries, Duration.ofSeconds(retrySeconds));
    }

    /** The address that imports go to. */
    public String server() {
        return server.toString();
    }

    /**
     * The body of a request to the {@link Batch#path} of a batch.
     *
     * @param listener of the import, or null
     */
    public HttpEntity entity(Batch batch, ImportListener listener) {
        return new ImportBody(batch, listener);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        http.configure(client, ANSWER_BYTES);
        client.addExecInterceptorFirst("attempts", attempts);
    }
}
