package io.footbridge.route;

import io.footbridge.batch.Batch;
import io.footbridge.http.Proxies;
import io.footbridge.td.ApiKey;
import io.footbridge.td.Server;
import io.footbridge.td.TdHttp;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpEntity;

/** How the Kamelet sends imports: signed below the route, and again where that may help, under the same id. */
public final class SinkHttp implements HttpClientConfigurer {

    private final Server server;
    private final TdImportHttp signing;
    private final int retries;

    /**
     * @param apiServer the address of the API server
     * @param importServer the address of the import server, or blank for the one that belongs to the API server
     * @param apiKey an {@link ApiKey}, or the text of one
     * @param retries how often to send an import again; nothing if the component disables automatic retries
     * @param timeoutSeconds how long to wait for a connection, and for an answer
     * @throws IllegalArgumentException if a proxy could read the key
     */
    public SinkHttp(String apiServer, String importServer, Object apiKey, int retries, long timeoutSeconds) {
        this.server = importServer.isBlank() ? Server.of(apiServer).importServer() : Server.of(importServer);
        TdHttp http = new TdHttp(server, Proxies.ofProcess(), Duration.ofSeconds(timeoutSeconds));
        this.signing = new TdImportHttp(server, ApiKey.of(apiKey), "footbridge", http);
        this.retries = retries;
    }

    /** The address that imports go to. */
    public String server() {
        return server.toString();
    }

    /** A batch as a body that can be sent more than once. */
    public HttpEntity entity(Batch batch) {
        return signing.entity(batch);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        signing.configureHttpClient(client);
        client.setRetryStrategy(new ImportRetries(retries));
    }
}
