package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * The address of one of TD's servers.
 *
 * @param port never the default by being left out
 */
public record Server(String scheme, String host, int port) {

    public Server {
        requireNonNull(scheme, "scheme is null");
        requireNonNull(host, "host is null");
    }

    /** @param address a host, with or without scheme and port; https if it does not say */
    public static Server of(String address) {
        URI uri = URI.create(address.contains("://") ? address : "https://" + address);
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return new Server(uri.getScheme(), uri.getHost(), port);
    }

    /**
     * The server that takes the imports: TD's own have one of their own, others do it all.
     *
     * @see <a href="https://docs.treasuredata.com/display/public/PD/Choosing+Your+Data+Import+Method">TD's documentation</a>
     */
    public Server importServer() {
        boolean td = host.endsWith(".treasuredata.com") || host.endsWith(".treasuredata.co.jp");
        return td && host.startsWith("api.")
                ? new Server(scheme, "api-import." + host.substring("api.".length()), port)
                : this;
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }

    public URI uri() {
        return URI.create(toString());
    }

    /** The address as a URI. */
    @Override
    public String toString() {
        boolean usual = port == (isSecure() ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
