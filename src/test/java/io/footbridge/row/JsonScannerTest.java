package io.footbridge.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whether bytes are JSON")
class JsonScannerTest {

    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final List<String> TEXTS = List.of(
            "{\"Age\": \"Young\", \"AgeConf\": 0.73, \"Gender\": \"Female\", \"GenderConf\": 0.99}",
            "[1, -0.5e+10, true, false, null, [], {}, \"\\u00e9\\n\\\\\", [[{\"a\":[0]}]]]",
            " { \"a\" : { \"b\" : [ 1 , 2E-3 ] } , \"\" : \"/\" } ",
            "-120.25e7",
            "\"年齢 \\\"q\\\" \\/\"");

    private static final String PIECES = "{}[]\",:\\\\0123456789.eE+-utrfalsn/ \t\u0001x";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "-0",
                "1.5",
                "1e5",
                "1E-5",
                "1e+05",
                "\"\"",
                "true",
                "false",
                "null",
                " [ ] ",
                "[1,2]",
                "{\"a\":1,\"a\":2}",
                "\"\\ud83d\"",
                "\"\u007f\"",
                "\t1\r\n",
                "-9.0E00"
            })
    void takesWhatIs(String text) {
        assertTrue(scan(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "}",
                "]",
                "{]",
                "[}",
                "[1,]",
                "{\"a\":1,}",
                "{,}",
                "[,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{1:1}",
                "01",
                "-",
                "-a",
                "+1",
                ".5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "0x1",
                "1a",
                "1 2",
                "nul",
                "nulL",
                "truex",
                "NaN",
                "Infinity",
                "'a'",
                "\"a",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\tb\"",
                "\"a\u0000b\"",
                "{} {}",
                "[1 2]",
                "\ufeff{}",
                "{\"a\" 1}",
                "// c\n1",
                "\"\\u"
            })
    void refusesWhatIsNot(String text) {
        assertFalse(scan(text));
    }

    @Test
    void looksAtNoByteBesides() {
        byte[] bytes = "x{\"a\":12}3".getBytes(UTF_8);
        assertTrue(JsonScanner.isJson(bytes, 1, bytes.length - 1));
        assertFalse(JsonScanner.isJson(bytes, 1, bytes.length - 2));
        assertFalse(JsonScanner.isJson(bytes, 0, bytes.length - 1));
        assertFalse(JsonScanner.isJson(bytes, 1, bytes.length));
    }

    @Test
    void endsAtADepthThatNobodyNeeds() {
        assertTrue(scan("[".repeat(1000) + "]".repeat(1000)));
        assertFalse(scan("[".repeat(1001) + "]".repeat(1001)));
        assertFalse(scan("{\"a\":".repeat(1_000_000)));
    }

    @Test
    @DisplayName("agrees with Jackson on 200,000 texts with some characters changed")
    void agreesWithJackson() {
        Random random = new Random(20190815);
        int json = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = changed(TEXTS.get(random.nextInt(TEXTS.size())), random);
            boolean expected = isJsonToJackson(text);
            assertEquals(expected, scan(text), () -> "of " + text);
            json += expected ? 1 : 0;
        }
        assertTrue(json > 10_000 && json < 190_000, "both kinds are among them; JSON are " + json);
    }

    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(changed.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, piece);
                case 1 -> changed.insert(at, piece);
                default -> changed.deleteCharAt(at).append(piece);
            }
        }
        return changed.toString();
    }

    private static boolean isJsonToJackson(String text) {
        try {
            return !JACKSON.readTree(text).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean scan(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return JsonScanner.isJson(bytes, 0, bytes.length);
    }
}
