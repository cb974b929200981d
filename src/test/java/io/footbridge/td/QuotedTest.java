package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
