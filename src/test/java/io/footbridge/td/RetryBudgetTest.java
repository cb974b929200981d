package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryBudgetTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void waitsGrowToHalfAMinute() {
        RetryBudget budget = new RetryBudget(HOUR, -1, System.nanoTime());

        long cap = 500;
        for (int i = 0; i < 20; i++) {
            assertThat(budget.next(Optional.empty()).orElseThrow().toMillis())
                    .as("wait %s", i)
                    .isBetween(cap / 2, cap);
            cap = Math.min(2 * cap, 30_000);
        }
    }

    @Test
    void serverMayAskForLonger() {
        RetryBudget budget = new RetryBudget(HOUR, -1, System.nanoTime());

        assertThat(budget.next(Optional.of(Duration.ofMinutes(7)))).contains(Duration.ofMinutes(7));
    }

    @Test
    void serverCannotAskForLess() {
        RetryBudget budget = new RetryBudget(HOUR, -1, System.nanoTime());

        assertThat(budget.next(Optional.of(Duration.ZERO)).orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void retriesMayBeCounted() {
        RetryBudget two = new RetryBudget(HOUR, 2, System.nanoTime());

        assertThat(two.next(Optional.empty())).isPresent();
        assertThat(two.next(Optional.empty())).isPresent();
        assertThat(two.next(Optional.empty())).isEmpty();
        assertThat(new RetryBudget(HOUR, 0, System.nanoTime()).next(Optional.empty()))
                .isEmpty();
    }

    @Test
    void nothingIsTriedAgainOnceTheTimeIsUp() {
        assertThat(new RetryBudget(HOUR, -1, System.nanoTime() - HOUR.toNanos()).next(Optional.empty()))
                .isEmpty();
        assertThat(new RetryBudget(Duration.ZERO, -1, System.nanoTime()).next(Optional.empty()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {3601, 1_000_000_000, Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE / 1000, Long.MAX_VALUE})
    void nothingIsTriedAgainIfTheServerAsksForTooLong(long seconds) {
        Optional<Duration> asked = Optional.of(Duration.ofSeconds(seconds));

        assertThat(new RetryBudget(HOUR, -1, System.nanoTime()).next(asked)).isEmpty();
        assertThat(new RetryBudget(HOUR, -1, System.nanoTime() - 2 * HOUR.toNanos()).next(asked))
                .isEmpty();
    }
}
