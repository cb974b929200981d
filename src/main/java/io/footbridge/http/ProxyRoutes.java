package io.footbridge.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The common rule about proxies for a client whose requests carry a secret. */
public final class ProxyRoutes extends DefaultRoutePlanner {

    private final Proxies proxies;

    private ProxyRoutes(Proxies proxies) {
        super(null);
        this.proxies = requireNonNull(proxies, "proxies is null");
    }

    /** Makes a client follow the rule. */
    public static void apply(Proxies proxies, HttpClientBuilder client) {
        client.setRoutePlanner(new ProxyRoutes(proxies));
        BasicCredentialsProvider logins = new BasicCredentialsProvider();
        for (Proxy proxy : proxies.all()) {
            proxy.user()
                    .ifPresent(user -> logins.setCredentials(
                            new AuthScope(proxy.host(), proxy.port()),
                            new UsernamePasswordCredentials(
                                    user, proxy.password().orElse("").toCharArray())));
        }
        client.setDefaultCredentialsProvider(logins);
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
        Optional<Proxy> proxy = proxies.toldASecret(URI.create(target.toURI()));
        return proxy.map(known -> new HttpHost(known.host(), known.port())).orElse(null);
    }
}
