package io.footbridge.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** What an answer may quote of the request: the key, and rows. A message goes into logs and files, where neither belongs. */
final class Quoted {

    private static final String HIDDEN = "…";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Every import reads an answer, and a mapper takes as long to make as a hundred objects to import. */
    private static final JsonFactory JSON = new JsonFactory();

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
    static byte[] hidden(byte[] refusal) {
        ObjectNode shown = NODES.objectNode();
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
        return shown.toString().getBytes(UTF_8);
    }

    /** The texts, numbers and flags of an object of JSON, and of those in it; a missing node if the answer is none, or null. */
    static JsonNode tree(byte[] answer) {
        try (JsonParser parser = JSON.createParser(answer == null ? "" : new String(answer, UTF_8))) {
            return parser.nextToken() == JsonToken.START_OBJECT ? object(parser, true) : NODES.missingNode();
        } catch (IOException e) {
            return NODES.missingNode(); // Not every proxy in between speaks JSON.
        }
    }

    private static ObjectNode object(JsonParser parser, boolean isOuter) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && isOuter) {
                object.set(name, object(parser, false));
            } else if (value.isNumeric()) {
                object.put(name, parser.getDecimalValue());
            } else if (value.isBoolean()) {
                object.put(name, parser.getBooleanValue());
            } else if (value == JsonToken.VALUE_STRING) {
                object.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return object;
    }
}
