package io.footbridge.edge;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What a camera is answered.
 *
 * @param retryAfter the header of this name, or null
 * @param challenge the header {@code WWW-Authenticate}, or null
 */
public record Answer(int status, String json, String retryAfter, String challenge) {

    static Answer accepted(int counts) {
        return new Answer(200, "{\"accepted\": " + counts + "}", null, null);
    }

    static Answer error(int status, String message) {
        return new Answer(
                status,
                "{\"error\": " + TextNode.valueOf(message) + "}",
                status == 503 ? "5" : null,
                status == 401 ? "Bearer" : null);
    }
}
