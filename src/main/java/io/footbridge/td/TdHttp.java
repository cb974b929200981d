package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import io.footbridge.http.BoundedExchange;
import io.footbridge.http.Proxies;
import io.footbridge.http.ProxyRoutes;
import java.time.Duration;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** How requests go to one of TD's servers: by which proxy, for how long at most, and how much of an answer is read. */
public final class TdHttp {

    /** An import's answer has a few hundred bytes. */
    private static final long ANSWER_BYTES = 1024 * 1024;

    private final Proxies proxies;
    private final Duration timeout;

    /**
     * @param timeout how long to wait for a connection, and for an answer
     * @throws IllegalArgumentException if a proxy could read the key
     */
    public TdHttp(Server server, Proxies proxies, Duration timeout) {
        this.proxies = requireNonNull(proxies, "proxies is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        var unused = proxies.toldASecret(server.uri());
    }

    /** How long a request may take, from the wait for a connection to the end of the answer, beside sending its body. */
    static Duration wholeRequest(Duration timeout) {
        return timeout.multipliedBy(2);
    }

    /** Makes a client keep to it, with each of its attempts. */
    public void configure(HttpClientBuilder client) {
        ProxyRoutes.apply(proxies, client);
        client.disableContentCompression()
                .disableRedirectHandling()
                .addExecInterceptorBefore(
                        ChainElement.CONNECT.name(),
                        "bounds",
                        new BoundedExchange(wholeRequest(timeout), ANSWER_BYTES));
    }
}
