package io.footbridge.application;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.footbridge.export.Progress;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.intake.Intake;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.Outcome;
import io.footbridge.sandbox.LogCapture;
import io.footbridge.td.RefusalStreak;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollCyclesTest {

    private final ImportMetrics metrics = new ImportMetrics(new SimpleMeterRegistry(), "default");
    private final Intake intake = new Intake(null, metrics, new RefusalStreak(), KeyLayout.SENSE_VIDEO);
    private final SettableClock clock = new SettableClock();
    private final PollCycles cycles = new PollCycles("", metrics, intake, clock);
    private final LogCapture log = LogCapture.alone(Level.INFO);

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void nothingIsSaidOnceADayByTheCalendarOfTheSchedule() {
        for (int hour = 0; hour < 48; hour++) {
            cycles.ended();
            clock.now = clock.now.plus(Duration.ofHours(1));
        }

        assertThat(said())
                .as("from 09:00 over two midnights")
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).endsWith("no objects to import so far"));
    }

    @Test
    void aCycleThatTookSomethingIsSaidEachTimeWithWhatItAloneDid() {
        metrics.object(Outcome.IMPORTED);
        metrics.batch(1, 100);
        cycles.ended();
        for (int i = 0; i < 2_000; i++) {
            metrics.object(Outcome.IMPORTED);
        }
        metrics.batch(1_234_567, 100);
        metrics.object(Outcome.FAILED);
        metrics.rejected(3);
        cycles.ended();
        clock.now = clock.now.plus(Duration.ofDays(1));
        cycles.ended();

        assertThat(said()).hasSize(3);
        assertThat(said().get(0))
                .contains(": 1 object imported, 0 empty, 0 failed, 0 gone, 0 deferred; 1 row, 0 rejected");
        assertThat(said().get(1))
                .contains(
                        ": 2,000 objects imported, 0 empty, 1 failed, 0 gone, 0 deferred; 1,234,567 rows, 3 rejected");
        assertThat(said().get(2)).endsWith("no new objects since 2019-08-15T09:00+09:00");
    }

    @Test
    void whatIsDeferredIsTakenToo() {
        SourceObject object = new SourceObject("exports", "a", "e", 1);
        intake.take(object, object, Progress.NONE, false);
        intake.release("a");

        cycles.ended();

        assertThat(said()).singleElement().asString().contains(": 0 objects imported", "1 deferred");
    }

    @Test
    void aPauseIsNotNothing() {
        intake.pause(new Failure(Reason.S3_DENIED, "no"));

        cycles.ended();

        assertThat(said()).isEmpty();
    }

    private List<String> said() {
        return log.entries().stream()
                .filter(entry -> entry.startsWith("INFO " + PollCycles.class.getName()))
                .toList();
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2019-08-15T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Tokyo");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("it has one zone");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
