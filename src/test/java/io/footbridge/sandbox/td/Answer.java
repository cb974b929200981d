package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What the stand-in for Treasure Data says to one request.
 *
 * @param status the HTTP status; 0 if the connection is dropped without a word
 * @param headers beside Content-Type and Content-Length
 * @param body the JSON
 */
public record Answer(int status, Map<String, String> headers, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** No answer: the connection is closed. */
    public static final Answer DROPPED = new Answer(0, Map.of(), JSON.createObjectNode());

    /** Success, which clients take only as exactly 200. */
    static Answer ok(JsonNode body) {
        return new Answer(200, Map.of(), body);
    }

    /** A refusal with every key that some client prints. */
    static Answer error(int status, String message, Map<String, String> headers) {
        ObjectNode body = JSON.createObjectNode();
        body.put("error", message)
                .put("message", message)
                .put("text", message)
                .put("severity", "error")
                .put("status_code", status);
        body.putObject("details");
        body.putNull("stacktrace");
        return new Answer(status, headers, body);
    }

    /** A refusal because of what is there already. */
    static Answer conflict(String message, String conflictsWith) {
        Answer answer = error(409, message, Map.of());
        ((ObjectNode) answer.body().get("details")).put("conflicts_with", conflictsWith);
        return answer;
    }

    /** The same answer with another checksum, if it has one. */
    Answer withMd5(String md5Hex) {
        if (!body.has("md5_hex")) {
            return this;
        }
        ObjectNode changed = body.deepCopy();
        changed.put("md5_hex", md5Hex);
        return new Answer(status, headers, changed);
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsString(body).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answer of status " + status + " has no JSON", e);
        }
    }
}
