package io.footbridge.td;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientConfig;
import io.footbridge.http.Proxies;
import io.footbridge.http.Proxy;
import java.time.Duration;
import java.util.Optional;

/** Makes the client for everything of TD's API but the import. */
public final class TdClients {

    private static final int RETRIES = 2;

    private TdClients() {}

    /**
     * Neither a td.conf nor the JVM's properties can point it elsewhere: what they could say is said here.
     *
     * @param timeout how long to wait for a connection, and for an answer; a request as a whole takes twice that at most
     * @throws IllegalArgumentException if a proxy could read the key
     */
    public static TDClient of(Server server, ApiKey key, Duration timeout, Proxies proxies) {
        return of(server, key, timeout, proxies, RETRIES);
    }

    /** One that asks once and does not wait for long. */
    public static TDClient impatient(Server server, ApiKey key, Duration timeout, Proxies proxies) {
        return of(server, key, timeout, proxies, 0);
    }

    private static TDClient of(Server server, ApiKey key, Duration timeout, Proxies proxies, int retries) {
        Optional<Proxy> proxy = proxies.toldASecret(server.uri());
        TDClientConfig config = TDClient.newBuilder(false)
                .setEndpoint(server.host())
                .setPort(server.port())
                .setUseSSL(server.isSecure())
                .setApiKey(key.reveal())
                .setConnectTimeoutMillis(Math.toIntExact(timeout.toMillis()))
                .setReadTimeoutMillis(Math.toIntExact(timeout.toMillis()))
                .setRetryLimit(retries)
                .buildConfig();
        return new TDClient(config, new BoundedTdHttpClient(config, server, proxy, timeout), Optional.empty()) {};
    }
}
