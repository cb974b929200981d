package io.footbridge.sandbox.td;

/**
 * A request that came to {@link TreasureData}.
 *
 * @param method the HTTP method
 * @param path still encoded, with single slashes and without the query
 * @param status what was answered; 0 if the connection was dropped
 */
public record RecordedRequest(String method, String path, int status) {

    /** Whether it is an import, with an id or without. */
    public boolean isImport() {
        return isImport(method, path);
    }

    /* A part of a bulk import comes by PUT as well. */
    public static boolean isImport(String method, String path) {
        return method.equals("PUT") && path.startsWith("/v3/table/import");
    }
}
