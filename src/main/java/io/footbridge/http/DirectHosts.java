package io.footbridge.http;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The servers that no proxy stands before: this machine, and those that a list names. */
final class DirectHosts {

    private final List<Entry> entries = new ArrayList<>();

    /** One entry of a list. */
    private interface Entry {

        /** @param host in lower case, an IPv6 address without brackets */
        boolean names(String host, int port);
    }

    /**
     * @param noProxy as in {@code NO_PROXY}: hosts and domains, with a port or without, and networks such as 10.0.0.0/8,
     *     separated by commas; {@code *} for all
     * @param nonProxyHosts as in {@code http.nonProxyHosts}: hosts separated by {@code |}, which may begin or end with *
     */
    DirectHosts(String noProxy, String nonProxyHosts) {
        for (String entry : noProxy.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            if (!entry.isEmpty()) {
                entries.add(entry.contains("/") ? network(entry) : domain(entry));
            }
        }
        for (String pattern : nonProxyHosts.toLowerCase(Locale.ROOT).split("\\|", -1)) {
            if (!pattern.isBlank()) {
                entries.add(wildcard(withoutBrackets(pattern.strip())));
            }
        }
    }

    boolean contains(String host, int port) {
        String plain = withoutBrackets(host.toLowerCase(Locale.ROOT));
        return isLoopback(plain) || entries.stream().anyMatch(entry -> entry.names(plain, port));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || (InetAddresses.isInetAddress(host)
                        && InetAddresses.forString(host).isLoopbackAddress());
    }

    private static Entry domain(String entry) {
        if (entry.equals("*")) {
            return (host, port) -> true;
        }
        int colon = portColon(entry);
        int wanted = colon < 0 ? -1 : Integer.parseInt(entry.substring(colon + 1));
        String name = withoutBrackets(colon < 0 ? entry : entry.substring(0, colon));
        String domain = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return (host, port) -> (host.equals(domain) || host.endsWith("." + domain)) && (wanted < 0 || wanted == port);
    }

    /** Where the port begins; an IPv6 address without brackets has colons and no port. */
    private static int portColon(String entry) {
        int colon = entry.lastIndexOf(':');
        boolean one = colon == entry.indexOf(':') || entry.charAt(colon - 1) == ']';
        return colon > 0 && one && entry.substring(colon + 1).matches("[0-9]{1,5}") ? colon : -1;
    }

    private static Entry network(String entry) {
        String base = entry.substring(0, entry.indexOf('/'));
        String length = entry.substring(entry.indexOf('/') + 1);
        if (!InetAddresses.isInetAddress(base) || !length.matches("[0-9]{1,3}")) {
            return (host, port) -> false;
        }
        byte[] network = InetAddresses.forString(base).getAddress();
        int free = 8 * network.length - Integer.parseInt(length);
        return (host, port) -> free >= 0
                && InetAddresses.isInetAddress(host)
                && InetAddresses.forString(host).getAddress().length == network.length
                && prefix(InetAddresses.forString(host).getAddress(), free).equals(prefix(network, free));
    }

    private static BigInteger prefix(byte[] address, int free) {
        return new BigInteger(1, address).shiftRight(free);
    }

    private static Entry wildcard(String pattern) {
        if (pattern.equals("*")) {
            return (host, port) -> true;
        }
        if (pattern.startsWith("*")) {
            return (host, port) -> host.endsWith(pattern.substring(1));
        }
        return pattern.endsWith("*")
                ? (host, port) -> host.startsWith(pattern.substring(0, pattern.length() - 1))
                : (host, port) -> host.equals(pattern);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
