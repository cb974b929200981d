package io.footbridge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;

/** An HTTP proxy. Its user and password are secrets: no text of it shows them. */
public final class Proxy {

    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_PORT = 80;

    private final String host;
    private final int port;
    private final Optional<Login> login;

    /** What a proxy wants to know of who comes. */
    private record Login(String user, String password) {
        @Override
        public String toString() {
            return "login";
        }
    }

    private Proxy(String host, int port, Optional<Login> login) {
        this.host = requireNonNull(host, "host is null");
        this.port = port;
        this.login = login;
    }

    /** One that asks for no password. */
    static Proxy of(String host, int port) {
        return new Proxy(host, port, Optional.empty());
    }

    static Proxy of(String host, int port, String user, String password) {
        return new Proxy(host, port, Optional.of(new Login(user, password)));
    }

    /**
     * Reads an address such as {@code http://user:password@proxy.example:3128}.
     *
     * @throws IllegalArgumentException if it is not one of a plain HTTP proxy; the message shows nothing of it
     */
    static Proxy parse(String address) {
        try {
            URI uri = new URI(address.contains("://") ? address : "http://" + address);
            boolean possible = uri.getPort() <= MAX_PORT;
            boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !bare || !possible) {
                throw malformed();
            }
            return new Proxy(
                    uri.getHost(),
                    uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                    Optional.ofNullable(uri.getRawUserInfo()).map(Proxy::login));
        } catch (URISyntaxException e) {
            throw malformed(); // Without the cause, which quotes the address and its password.
        }
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** The address without its secrets. */
    public URI address() {
        return URI.create("http://" + this);
    }

    /** The user's name, a secret; nothing if the proxy asks for none. */
    public Optional<String> user() {
        return login.map(Login::user);
    }

    /** The password, a secret; nothing if the proxy asks for none. */
    public Optional<String> password() {
        return login.map(Login::password);
    }

    /** The value of the header {@code Proxy-Authorization}, a secret; nothing if the proxy asks for none. */
    public Optional<String> authorization() {
        return login.map(known ->
                "Basic " + Base64.getEncoder().encodeToString((known.user() + ":" + known.password()).getBytes(UTF_8)));
    }

    /** The host and the port. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        return new Login(decoded(user), colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed; expected http://host:port, or http://user:password@host:port");
    }
}
