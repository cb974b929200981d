package io.footbridge.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

    @Test
    void onlyOneIsSingular() {
        assertThat(Count.of(0, "row")).isEqualTo("0 rows");
        assertThat(Count.of(1, "row")).isEqualTo("1 row");
        assertThat(Count.of(2, "batch", "batches")).isEqualTo("2 batches");
        assertThat(Count.of(1, "batch", "batches")).isEqualTo("1 batch");
    }

    @Test
    void thousandsAreGrouped() {
        assertThat(Count.of(1_440, "object")).isEqualTo("1,440 objects");
        assertThat(Count.grouped(12_345_678)).isEqualTo("12,345,678");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1 s", "PT9.9S, 9 s", "PT59S, 59 s", "PT119S, 1 min", "PT2H5M59S, 2 h 5 min", "PT48H, 48 h"})
    void anEstimateIsRough(Duration time, String shown) {
        assertThat(Elapsed.roughly(time)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.3S, 0.3 s",
        "PT9.94S, 9.9 s",
        "PT12S, 12 s",
        "PT59.9S, 59 s",
        "PT2M, 2 min",
        "PT2M5S, 2 min 5 s",
        "PT1H, 1 h",
        "PT26H3M4S, 26 h 3 min"
    })
    void aTimeHasAtMostTwoUnits(Duration time, String shown) {
        assertThat(Elapsed.of(time)).isEqualTo(shown);
    }
}
