package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.regex.Matcher;

/**
 * A request that has found its route.
 *
 * @param path the match of the route's template, a group for every {@code {}}
 */
record Call(Matcher path, Request request) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A variable of the path, decoded, where + stands for itself; the first has the number 1. */
    String variable(int number) {
        return URLDecoder.decode(path.group(number).replace("+", "%2B"), UTF_8);
    }

    Parameters parameters() throws Refusal {
        return request.parameters();
    }

    /** An answer about a table, whose path names the database and then the table. */
    ObjectNode aboutTable() {
        return JSON.createObjectNode().put("database", variable(1)).put("table", variable(2));
    }
}
