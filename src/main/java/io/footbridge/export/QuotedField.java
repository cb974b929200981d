package io.footbridge.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Tells whether bytes are one JSON value, and takes the quotes off that CSV puts around one. */
final class JsonText {

    // Bytes are UTF-8 here: what Jackson would take for UTF-16 is no JSON to TD either.
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private JsonText() {}

    static boolean isJson(byte[] bytes, int from, int to) {
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() != JsonToken.NOT_AVAILABLE && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Takes CSV's quotes off.
     *
     * @return what was inside, or null if the bytes are not one quoted field
     */
    static byte[] unquote(byte[] bytes, int from, int to) {
        if (to - from < 2 || bytes[from] != '"' || bytes[to - 1] != '"') {
            return null;
        }
        byte[] inside = new byte[to - from - 2];
        int length = 0;
        for (int i = from + 1; i < to - 1; i++) {
            if (bytes[i] == '"') {
                i++;
                if (i == to - 1 || bytes[i] != '"') {
                    return null;
                }
            }
            inside[length++] = bytes[i];
        }
        return Arrays.copyOf(inside, length);
    }
}
