package io.footbridge.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/LT_1/2019-08-15/texts/2019-08-15_010203.tgz",
                "2019-08-15_010203.tgz.d41d8cd98f00b204e9800998ecf8427e",
                "LT_1-2019-08-15_010203-2.TGZ"
            })
    void aNameTellsWhenItsExportBegins(String key) {
        assertThat(ExportTime.of(key)).contains(LocalDateTime.of(2019, 8, 15, 1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.tgz",
                "2019-08-15.tgz",
                "2019-08-15_0102.tgz",
                "2019-08-15_240000.tgz",
                "2019-02-30_010203.tgz",
                "12019-08-15_010203.tgz",
                "2019-08-15_0102034.tgz",
                "2019-08-15_010203/a.tgz",
                "\u0662\u0660\u0661\u0669-08-15_010203.tgz"
            })
    void anotherNameTellsNoTime(String key) {
        assertThat(ExportTime.of(key)).isEmpty();
    }

    @Test
    void aNameOfTheLongestKeyIsReadInTime() {
        assertThat(ExportTime.of("1".repeat(1_024))).isEmpty();
    }
}
