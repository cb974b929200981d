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

    private final TdImportHttp signing;
    private final int retries;

    /**
     * @param server the address of the import server
     * @param apiKey an {@link ApiKey}, or the text of one
     * @param retries how often to send an import again; nothing if the component disables automatic retries
     * @param timeoutSeconds how long to wait for a connection, and for an answer
     * @throws IllegalArgumentException if a proxy could read the key
     */
    public SinkHttp(String server, Object apiKey, int retries, long timeoutSeconds) {
        Server known = Server.of(server);
        TdHttp http = new TdHttp(known, Proxies.ofProcess(), Duration.ofSeconds(timeoutSeconds));
        this.signing = new TdImportHttp(known, ApiKey.of(apiKey), "footbridge", http);
        this.retries = retries;
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
