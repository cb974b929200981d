package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/** Makes the client for a single question to one of TD's servers, which is asked once. */
final class ProbeClients {

    private final Timeout timeout;
    private final String userAgent;
    private final TdHttp http;

    /** @param timeout how long to wait for a connection, and for an answer */
    ProbeClients(Duration timeout, String userAgent, TdHttp http) {
        this.timeout = Timeout.of(timeout);
        this.userAgent = requireNonNull(userAgent, "userAgent is null");
        this.http = requireNonNull(http, "http is null");
    }

    CloseableHttpClient make() {
        HttpClientBuilder client = HttpClients.custom()
                .setUserAgent(userAgent)
                .disableAutomaticRetries()
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build());
        http.configure(client);
        return client.build();
    }
}
