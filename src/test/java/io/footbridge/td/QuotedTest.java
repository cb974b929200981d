package io.footbridge.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TD1 1/5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a may not import | TD1 … may not import",
                "bad row {\"uid\": \"42\"} of [1, 2] here | bad row … of … here",
                "cut off {\"uid\": \"4 | cut off …",
                "Invalid MessagePack at 17 | Invalid MessagePack at 17"
            })
    void neitherKeyNorRowIsPassedOn(String words, String passedOn) {
        assertThat(Quoted.hidden(words)).isEqualTo(passedOn);
    }

    @Test
    void anAnswerHasItsTextsNumbersAndFlagsAndThoseOfTheObjectsInIt() {
        JsonNode answer = tree(
                "{\"md5_hex\":\"0f\",\"n\":1.5,\"b\":true,\"none\":null,\"list\":[{\"md5_hex\":\"x\"}],\"details\":{\"job\":7,\"deep\":{\"a\":1}}} and more");

        assertThat(answer.path("md5_hex").textValue()).isEqualTo("0f");
        assertThat(answer.path("n").asText()).isEqualTo("1.5");
        assertThat(answer.path("b").booleanValue()).isTrue();
        assertThat(answer.path("details").path("job").asText()).isEqualTo("7");
        assertThat(answer.has("none")
                        || answer.has("list")
                        || answer.path("details").has("deep"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{\"a\":", "{\"a\":{\"b\":1}", "{\"a\":nonsense}", "<html>"})
    void whatIsNoObjectOfJsonIsMissing(String answer) {
        assertThat(tree(answer).isMissingNode()).isTrue();
        assertThat(Quoted.tree(null).isMissingNode()).isTrue();
    }

    private static JsonNode tree(String answer) {
        return Quoted.tree(answer.getBytes(UTF_8));
    }
}
