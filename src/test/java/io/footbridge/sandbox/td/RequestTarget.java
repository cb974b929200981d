package io.footbridge.sandbox.td;

import java.net.URI;

/**
 * Where a request goes to. Clients put a path that begins with a slash behind an endpoint and a slash of their own, or
 * end it with one; Treasure Data takes several slashes for one, and none at the end for no difference.
 *
 * @param path still encoded, with single slashes and none at its end
 * @param query still encoded, null if there is none
 */
record RequestTarget(String path, String query) {

    static RequestTarget of(URI uri) {
        String target = uri.toString();
        // Behind two slashes the parser expects a host; what it calls the path lacks that part.
        String path = target.startsWith("/") ? target.split("[?#]", 2)[0] : uri.getRawPath();
        return new RequestTarget(withSingleSlashes(path), uri.getRawQuery());
    }

    private static String withSingleSlashes(String path) {
        String single = path.replaceAll("/{2,}", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }
}
