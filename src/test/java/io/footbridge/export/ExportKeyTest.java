package io.footbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportKeyTest {

    @Test
    void keyNamesTheDeviceAndTheDay() {
        assertThat(
                        ExportKey.of(
                                "AnalyzedData/Rule/future_standard.sensevideo.1.0/LT_92ca49b9-8671-4913-ba77-a3f4453ade4d/2019-08-15/texts/00-00.tgz"))
                .contains(new ExportKey("LT_92ca49b9-8671-4913-ba77-a3f4453ade4d", "2019-08-15"));
    }

    @Test
    void nameOfTheArchiveMayBeAnything() {
        assertThat(ExportKey.of("a/LT_1/2019-08-15/texts/新 しい+%20.tgz")).contains(new ExportKey("LT_1", "2019-08-15"));
        assertThat(ExportKey.of("LT_1/2019-08-15/texts/.tgz")).contains(new ExportKey("LT_1", "2019-08-15"));
    }

    @Test
    void suffixMayBeInCapitals() {
        assertThat(ExportKey.of("LT_1/2019-08-15/texts/a.TGZ")).contains(new ExportKey("LT_1", "2019-08-15"));
        assertThat(ExportKey.of("LT_1/2019-08-15/texts/gz")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a.tgz",
                "texts/a.tgz",
                "2019-08-15/texts/a.tgz",
                "LT_1/2019-08-15/images/a.tgz",
                "LT_1/2019-08-15/texts/a.tgz/",
                "LT_1/2019-08-15/texts/deeper/a.tgz",
                "LT_1/2019-08-15/texts/a.tar.gz",
                "LT_1/2019-08-15/texts/a.tgz.error.json",
                "LT_1/2019-08-15/texts.tgz"
            })
    void otherKeysAreNotExports(String key) {
        assertThat(ExportKey.of(key)).isEmpty();
    }
}
