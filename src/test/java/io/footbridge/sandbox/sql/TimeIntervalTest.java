package io.footbridge.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeIntervalTest {

    /** What Treasure Data's documentation takes for the present in its examples. */
    static final Instant NOW = Instant.parse("2018-08-14T01:23:45Z");

    @ParameterizedTest
    @CsvFileSource(resources = "intervals.csv", delimiter = '|', numLinesToSkip = 1)
    void coversWhatIsDocumented(String interval, String zone, long start, long end) {
        assertThat(TimeInterval.parse(interval).range(NOW, TdTime.zone(zone)))
                .isEqualTo(new TimeInterval.Range(start, end));
    }

    @Test
    void theDayIsThatOfTheZone() {
        Instant oneInTheMorningInJapan = Instant.parse("2018-08-13T16:00:00Z");
        TimeInterval day = TimeInterval.parse("1d");
        assertThat(day.range(oneInTheMorningInJapan, TdTime.zone("UTC")))
                .isEqualTo(new TimeInterval.Range(1534118400, 1534204800));
        assertThat(day.range(oneInTheMorningInJapan, TdTime.zone("JST")))
                .isEqualTo(new TimeInterval.Range(1534172400, 1534258800));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0d", "2d", "+1d/now", "1d/-1d", "1", "d", "", "1D", "1x", "-1d/", "-1d/tomorrow", "-1d/2015-12"
            })
    void whatIsNotPublishedIsRefusedByName(String interval) {
        assertThatThrownBy(() -> TimeInterval.parse(interval).range(NOW, TdTime.zone("UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TD_INTERVAL: '" + interval + "' is no interval whose meaning is published");
    }
}
