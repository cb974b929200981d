package io.footbridge.td;

import io.footbridge.http.BoundedExchange;
import io.footbridge.http.Proxies;
import io.footbridge.http.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * How requests go to one of TD's servers: signed where no message, log or URI can show the key, by which proxy, for how long
 * at most, and how much of an answer is read.
 */
public final class TdHttp {

    private static final String USER_AGENT = "footbridge/"
            + Optional.ofNullable(TdHttp.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private final Server server;
    private final ApiKey key;
    private final Proxies proxies;
    private final Duration timeout;

    /**
     * @param timeout how long to wait for a connection, and for an answer
     * @throws IllegalArgumentException if a proxy could read the key
     */
    public TdHttp(Server server, ApiKey key, Proxies proxies, Duration timeout) {
        this.server = server;
        this.key = key;
        this.proxies = proxies;
        this.timeout = timeout;
        var unused = proxies.toldASecret(server.uri());
    }

    /** How long a request may take, from the wait for a connection to the end of the answer, beside sending its body. */
    static Duration wholeRequest(Duration timeout) {
        return timeout.multipliedBy(2);
    }

    /**
     * Makes a client keep to it, with each of its attempts.
     *
     * @param answerBytes how much of an answer is read; 0 for its head only
     */
    public void configure(HttpClientBuilder client, long answerBytes) {
        goByProxies(client);
        client.setUserAgent(USER_AGENT)
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableRedirectHandling()
                .addRequestInterceptorLast((request, entity, context) -> {
                    boolean ours = request.getAuthority() != null
                            && server.host()
                                    .equalsIgnoreCase(request.getAuthority().getHostName());
                    if (ours) {
                        request.setHeader(HttpHeaders.AUTHORIZATION, key.authorization());
                    }
                })
                .addExecInterceptorBefore(
                        ChainElement.CONNECT.name(), "bounds", new BoundedExchange(wholeRequest(timeout), answerBytes));
    }

    private void goByProxies(HttpClientBuilder client) {
        BasicCredentialsProvider logins = new BasicCredentialsProvider();
        for (Proxy proxy : proxies.all()) {
            proxy.user()
                    .ifPresent(user -> logins.setCredentials(
                            new AuthScope(proxy.host(), proxy.port()),
                            new UsernamePasswordCredentials(
                                    user, proxy.password().orElse("").toCharArray())));
        }
        client.setDefaultCredentialsProvider(logins).setRoutePlanner(new DefaultRoutePlanner(null) {
            @Override
            protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                return proxies.toldASecret(URI.create(target.toURI()))
                        .map(proxy -> new HttpHost(proxy.host(), proxy.port()))
                        .orElse(null);
            }
        });
    }
}
