package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** What the stand-in for Treasure Data says to one request. */
public final class Answer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json; charset=utf-8";

    /** No answer: the connection is closed. */
    public static final Answer DROPPED = new Answer(0, Map.of(), JSON_TYPE, new byte[0]);

    private final int status;
    private final Map<String, String> headers;
    private final String contentType;
    private final byte[] body;
    private final Optional<Stream> stream;

    /** A body that is written while it is made. */
    @FunctionalInterface
    interface Stream {

        /** @throws InterruptedException if the server is closed meanwhile */
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    private Answer(int status, Map<String, String> headers, String contentType, byte[] body) {
        this(status, headers, contentType, body, Optional.empty());
    }

    private Answer(int status, Map<String, String> headers, String contentType, byte[] body, Optional<Stream> stream) {
        this.status = status;
        this.headers = headers;
        this.contentType = contentType;
        this.body = body;
        this.stream = stream;
    }

    /** Success, which clients take only as exactly 200. */
    static Answer ok(JsonNode body) {
        return json(200, body, Map.of());
    }

    /** Something else than JSON. */
    static Answer binary(int status, Map<String, String> headers, String contentType, byte[] body) {
        return new Answer(status, headers, contentType, body);
    }

    /** JSON, or what is sent as such, in chunks. */
    static Answer streamed(int status, Map<String, String> headers, Stream stream) {
        return new Answer(status, headers, JSON_TYPE, new byte[0], Optional.of(stream));
    }

    /** A refusal with every key that some client prints. */
    static Answer error(int status, String message, Map<String, String> headers) {
        return json(status, failure(status, message), headers);
    }

    /** A refusal because of what is there already. */
    static Answer conflict(String message, String conflictsWith) {
        ObjectNode body = failure(409, message);
        body.withObject("details").put("conflicts_with", conflictsWith);
        return json(409, body, Map.of());
    }

    /** The HTTP status; 0 if the connection is dropped without a word. */
    public int status() {
        return status;
    }

    /** The headers beside Content-Type and Content-Length. */
    Map<String, String> headers() {
        return headers;
    }

    String contentType() {
        return contentType;
    }

    /** The body, if it is not there as bytes. */
    Optional<Stream> stream() {
        return stream;
    }

    byte[] bytes() {
        return body;
    }

    /** The same answer with another checksum, if it has one. */
    Answer withMd5(String md5Hex) {
        if (!contentType.equals(JSON_TYPE)) {
            return this;
        }
        try {
            JsonNode changed = JSON.readTree(body);
            return changed.has("md5_hex") ? json(status, ((ObjectNode) changed).put("md5_hex", md5Hex), headers) : this;
        } catch (IOException e) {
            throw new UncheckedIOException("answer of status " + status + " is no JSON", e);
        }
    }

    private static ObjectNode failure(int status, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("error", message)
                .put("message", message)
                .put("text", message)
                .put("severity", "error")
                .put("status_code", status);
        body.putObject("details");
        body.putNull("stacktrace");
        return body;
    }

    private static Answer json(int status, JsonNode body, Map<String, String> headers) {
        try {
            return new Answer(
                    status, headers, JSON_TYPE, JSON.writeValueAsString(body).getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answer of status " + status + " has no JSON", e);
        }
    }
}
