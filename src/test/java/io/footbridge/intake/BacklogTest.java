package io.footbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Instant NOW = Instant.parse("2019-08-15T01:02:03Z");

    private final Backlog waiting = new Backlog();

    @Test
    void nothingWaitsInTheBeginning() {
        assertThat(waiting.oldest(NOW)).isEmpty();
    }

    @Test
    void theOldestCountsUntilItIsGone() {
        waiting.show("a", NOW.minusSeconds(10));
        waiting.show("b", NOW.minusSeconds(30));

        assertThat(waiting.oldest(NOW)).contains(Duration.ofSeconds(30));
        waiting.remove("b");
        assertThat(waiting.oldest(NOW.plusSeconds(1))).contains(Duration.ofSeconds(11));
        waiting.remove("a");
        assertThat(waiting.oldest(NOW)).isEmpty();
    }

    @Test
    void whatTheNextTickHasNotShownYetStillWaits() {
        waiting.show("a", NOW.minusSeconds(30));
        waiting.beginPollCycle();
        waiting.show("b", NOW.minusSeconds(10));

        assertThat(waiting.oldest(NOW)).contains(Duration.ofSeconds(30));
    }

    @Test
    void whatAWholeTickHasNotShownWasTakenBySomebodyElse() {
        waiting.show("a", NOW.minusSeconds(30));
        waiting.beginPollCycle();
        waiting.show("b", NOW.minusSeconds(10));
        waiting.endPollCycle();

        assertThat(waiting.oldest(NOW)).contains(Duration.ofSeconds(10));
    }
}
