package io.footbridge.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** What an answer may quote of the request: the key, and rows. A message goes into logs and files, where neither belongs. */
final class Quoted {

    private static final String HIDDEN = "…";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Treasure Data calls its words; {@code details} name the job that a query is the same as. */
    private static final List<String> FIELDS = List.of("error", "text", "message", "severity");

    private static final String DETAILS = "details";
    private static final Pattern KEY = Pattern.compile("(?:[0-9]+/)?[a-fA-F0-9]{40}");
    private static final Pattern ROW = Pattern.compile("\\{.*}|\\[.*]|[{\\[].*", Pattern.DOTALL);

    private Quoted() {}

    /** The same words without what looks like a key, and without what is in braces or brackets, as JSON is. */
    static String hidden(String words) {
        return ROW.matcher(KEY.matcher(words).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }

    /**
     * The body of a refusal, with its words so hidden. What else is in it is left out, and so is what is no JSON: the
     * exceptions that are made from it are logged with their causes.
     */
    static byte[] hidden(byte[] refusal) throws IOException {
        ObjectNode shown = JSON.createObjectNode();
        JsonNode body = tree(refusal);
        for (String name : FIELDS) {
            if (body.path(name).isTextual()) {
                shown.put(name, hidden(body.path(name).asText()));
            }
        }
        body.path(DETAILS).properties().forEach(detail -> {
            if (detail.getValue().isValueNode()) {
                shown.withObjectProperty(DETAILS)
                        .put(detail.getKey(), hidden(detail.getValue().asText()));
            }
        });
        return JSON.writeValueAsBytes(shown);
    }

    /** An answer as JSON; a missing node if it is none, or null. */
    static JsonNode tree(byte[] answer) {
        try {
            return answer == null ? JSON.missingNode() : JSON.readTree(new String(answer, UTF_8));
        } catch (IOException e) {
            return JSON.missingNode(); // Not every proxy in between speaks JSON.
        }
    }
}
