package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    @Test
    void readsSeconds() {
        assertThat(RetryAfter.parse("0")).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("120")).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" 7 ")).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.parse("9223372036854775807")).contains(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void readsADate() {
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));

        assertThat(RetryAfter.parse(inAnHour))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60)));
    }

    @Test
    void dateInThePastIsNoWait() {
        assertThat(RetryAfter.parse("Fri, 31 Dec 1999 23:59:59 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-9223372036854775808",
                "1.5",
                "soon",
                "2019-08-15T00:00:00Z",
                "9223372036854775808",
                "18446744073709551615",
                "99999999999999999999"
            })
    void otherwiseTheServerDoesNotSay(String header) {
        assertThat(RetryAfter.parse(header)).isEmpty();
    }
}
