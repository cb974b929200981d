package io.footbridge.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;

/**
 * An HTTP proxy. Its user and password are secrets: no text of it shows them.
 *
 * @param user nothing if the proxy asks for none
 * @param password nothing if the proxy asks for none
 */
public record Proxy(String host, int port, Optional<String> user, Optional<String> password) {

    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_PORT = 80;

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
            Optional<String[]> login = Optional.ofNullable(uri.getRawUserInfo())
                    .map(info -> (info.contains(":") ? info : info + ":").split(":", 2));
            return new Proxy(
                    uri.getHost(),
                    uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                    login.map(parts -> decoded(parts[0])),
                    login.map(parts -> decoded(parts[1])));
        } catch (URISyntaxException e) {
            throw malformed(); // Without the cause, which quotes the address and its password.
        }
    }

    /** For the clients that look its name up themselves. */
    public InetSocketAddress socket() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** The address without its secrets. */
    public URI address() {
        return URI.create("http://" + this);
    }

    /** The value of the header {@code Proxy-Authorization}, a secret; nothing if the proxy asks for none. */
    public Optional<String> authorization() {
        return user.map(name -> name + ":" + password.orElse(""))
                .map(login -> "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }

    /** The host and the port. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed; expected http://host:port, or http://user:password@host:port");
    }
}
