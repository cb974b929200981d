package io.footbridge.sandbox.scorer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON in a column of text: what it says counts, not how it is spaced. */
final class JsonText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonText() {}

    /** The text parsed; what is no JSON stays as it is, and so differs from everything that is. */
    static Object parsed(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            JsonNode parsed = JSON.readTree(text);
            return parsed.isMissingNode() ? text : parsed;
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
