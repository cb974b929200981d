package io.footbridge.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The one rule for all clients: which requests go through which proxy.
 *
 * <p>The proxy is the JVM's ({@code https.proxyHost}, {@code http.proxyHost}), else the environment's ({@code HTTPS_PROXY},
 * {@code HTTP_PROXY}, first in lower case), each for the addresses of its scheme. What {@code http.nonProxyHosts} or
 * {@code NO_PROXY} names is asked directly, and so is this machine.
 */
public final class Proxies {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Optional<Proxy> http;
    private final Optional<Proxy> https;
    private final DirectHosts direct;

    private Proxies(Optional<Proxy> http, Optional<Proxy> https, DirectHosts direct) {
        this.http = http;
        this.https = https;
        this.direct = direct;
    }

    /** Everything is asked directly. */
    public static Proxies none() {
        return new Proxies(Optional.empty(), Optional.empty(), new DirectHosts("", ""));
    }

    /** Those of this process. */
    public static Proxies ofProcess() {
        return of(System.getenv(), System.getProperties());
    }

    /**
     * @param environment as {@link System#getenv()} gives it
     * @param jvm as {@link System#getProperties()} gives them
     * @throws IllegalArgumentException if a proxy's address is malformed; the message names the variable and shows no value
     */
    public static Proxies of(Map<String, String> environment, Properties jvm) {
        return new Proxies(
                ofJvm(jvm, "http", HTTP_PORT).or(() -> ofEnvironment(environment, "HTTP_PROXY")),
                ofJvm(jvm, "https", HTTPS_PORT).or(() -> ofEnvironment(environment, "HTTPS_PROXY")),
                new DirectHosts(
                        variable(environment, "NO_PROXY").map(environment::get).orElse(""),
                        jvm.getProperty("http.nonProxyHosts", "")));
    }

    /** The proxy that a request to this address goes through; nothing if it goes straight there. */
    public Optional<Proxy> to(URI address) {
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        int usual = secure ? HTTPS_PORT : HTTP_PORT;
        return (secure ? https : http)
                .filter(proxy ->
                        !direct.contains(address.getHost(), address.getPort() < 0 ? usual : address.getPort()));
    }

    /**
     * The proxy for a server that is told a secret with every request.
     *
     * @throws IllegalArgumentException if the proxy could read the secret, since nothing encrypts the way to the server
     */
    public Optional<Proxy> toldASecret(URI server) {
        Optional<Proxy> proxy = to(server);
        if (proxy.isPresent() && !"https".equalsIgnoreCase(server.getScheme())) {
            throw new IllegalArgumentException(server + " would be reached through the proxy " + proxy.get()
                    + ", which could read the API key; use https, or name the server in NO_PROXY");
        }
        return proxy;
    }

    /** All that there are. */
    public List<Proxy> all() {
        return Stream.of(http, https).flatMap(Optional::stream).toList();
    }

    private static Optional<Proxy> ofJvm(Properties jvm, String scheme, int usualPort) {
        String host = jvm.getProperty(scheme + ".proxyHost", "").strip();
        if (host.isEmpty()) {
            return Optional.empty();
        }
        int port;
        try {
            port = Integer.parseInt(
                    jvm.getProperty(scheme + ".proxyPort", "" + usualPort).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(scheme + ".proxyPort is not a port", e);
        }
        String user = jvm.getProperty(scheme + ".proxyUser", "");
        Optional<String> login = Optional.of(user).filter(known -> !known.isEmpty());
        return Optional.of(
                new Proxy(host, port, login, login.map(known -> jvm.getProperty(scheme + ".proxyPassword", ""))));
    }

    private static Optional<Proxy> ofEnvironment(Map<String, String> environment, String name) {
        return variable(environment, name).map(variable -> {
            try {
                return Proxy.parse(environment.get(variable).strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(variable + " is " + e.getMessage(), e);
            }
        });
    }

    /** The name under which a variable is set; the lower case comes first, as with other tools. */
    private static Optional<String> variable(Map<String, String> environment, String name) {
        return List.of(name.toLowerCase(Locale.ROOT), name).stream()
                .filter(each -> !environment.getOrDefault(each, "").isBlank())
                .findFirst();
    }
}
