package io.footbridge.sandbox.td;

import java.util.concurrent.atomic.AtomicInteger;

/** Decides, request by request, what goes wrong. Called by many threads at a time. */
@FunctionalInterface
public interface Faults {

    /**
     * Decides on one request.
     *
     * @param method the HTTP method
     * @param path the path, still encoded, with single slashes and without the query
     * @param number how many requests came before, plus one, since the server started
     */
    Fault on(String method, String path, int number);

    /** No faults at all. */
    static Faults none() {
        return (method, path, number) -> Fault.none();
    }

    /** The same fault for every import, and for nothing else. */
    static Faults onImport(Fault fault) {
        return (method, path, number) -> RecordedRequest.isImport(method, path) ? fault : Fault.none();
    }

    /** A fault for the first imports, this many of them, and for nothing else. */
    static Faults onFirstImports(int count, Fault fault) {
        var left = new AtomicInteger(count);
        return (method, path, number) ->
                RecordedRequest.isImport(method, path) && left.getAndDecrement() > 0 ? fault : Fault.none();
    }

    /** A fault for the first requests, this many of them, whose path begins so, and for nothing else. */
    static Faults onFirst(int count, String pathPrefix, Fault fault) {
        var left = new AtomicInteger(count);
        return (method, path, number) ->
                path.startsWith(pathPrefix) && left.getAndDecrement() > 0 ? fault : Fault.none();
    }
}
