package io.footbridge.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLayoutTest {

    @Test
    void keyNamesTheDeviceAndTheDay() {
        assertThat(
                        KeyLayout.SENSE_VIDEO.match(
                                "AnalyzedData/Rule/future_standard.sensevideo.1.0/LT_92ca49b9-8671-4913-ba77-a3f4453ade4d/2019-08-15/texts/00-00.tgz"))
                .contains(new ExportKey("LT_92ca49b9-8671-4913-ba77-a3f4453ade4d", "2019-08-15"));
    }

    @Test
    void nameOfTheArchiveMayBeAnything() {
        assertThat(KeyLayout.SENSE_VIDEO.match("a/LT_1/2019-08-15/texts/新 しい+%20.tgz"))
                .contains(new ExportKey("LT_1", "2019-08-15"));
        assertThat(KeyLayout.SENSE_VIDEO.match("LT_1/2019-08-15/texts/.tgz"))
                .contains(new ExportKey("LT_1", "2019-08-15"));
    }

    @Test
    void suffixMayBeInCapitals() {
        assertThat(KeyLayout.SENSE_VIDEO.match("LT_1/2019-08-15/texts/a.TGZ"))
                .contains(new ExportKey("LT_1", "2019-08-15"));
        assertThat(KeyLayout.SENSE_VIDEO.match("LT_1/2019-08-15/texts/gz")).isEmpty();
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
        assertThat(KeyLayout.SENSE_VIDEO.match(key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // layout, key, device, date
                "*.csv, doors/2019-08-15/counts.csv, -, -",
                "{date}/*.csv, doors/2019-08-15/counts.csv, -, 2019-08-15",
                "{date}/*.csv, doors/any/COUNTS.CSV, -, any",
                "{date}.jsonl.gz, pos/2019-08-15.jsonl.gz, -, 2019-08-15",
                "pos-{date}.jsonl*, x/pos-2019-08-15.jsonl.gz, -, 2019-08-15",
                "{device}_{date}.csv, d/LT_9_2019-08-15_2019-08-16.csv, LT_9_2019-08-15, 2019-08-16",
                "{device}_{date}_*.csv, d/LT_9_2019-08-15_00_1.csv, LT_9, 2019-08-15",
                "{device}-*-{date}*, a/LT-x-y-2019-08-15z, LT, 2019-08-15",
                "day={date}/{device}.csv, d/day=2019-08-15/LT_1.csv, LT_1, 2019-08-15",
                "a*b*c, x/a-b-b-c, -, -",
                "a*b, x/ab, -, -",
                "a(.+)*?.csv, d/a(.+)x?.csv, -, -",
            })
    void layoutSaysWhatTheLastSegmentsAre(String layout, String key, String device, String date) {
        assertThat(KeyLayout.of(layout).match(key)).contains(new ExportKey(device, date));
    }

    @ParameterizedTest
    @CsvSource({
        "*.csv, doors/counts.csv.gz",
        "{date}/*.csv, counts.csv",
        "Doors/*.csv, doors/counts.csv",
        "{date}.csv/x, 2019-8-15.csv/x",
        "day={date}/*, day=20190815aa/x",
        "day={date}/*, day=2019-08-1/x",
        "a*b, x/a",
        "a*a, x/a",
        "counts.csv, x/counts.csv1",
        "counts.csv, x/1counts.csv",
        "a(.+)*.csv, d/abbb1.csv",
    })
    void otherKeysAreNotOfTheLayout(String layout, String key) {
        assertThat(KeyLayout.of(layout).match(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/*.csv",
                "a//b",
                "*/",
                "**",
                "*{device}",
                "{device}/{device}",
                "{date}/x{date}",
                "{other}/*",
                "{{date}}",
                "a{",
                "a}",
                "a\n*"
            })
    void whatIsNoLayoutIsRefused(String layout) {
        assertThatThrownBy(() -> KeyLayout.of(layout)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longKeysArePassedOverOnce() {
        String key = "a".repeat(200_000);

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(KeyLayout.of("*a*a*a*a*a*a*a*b").match(key)).isEmpty());
    }
}
