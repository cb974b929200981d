package io.footbridge.application;

import io.footbridge.intake.Intake;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.LogFields;
import io.footbridge.ops.Outcome;
import io.footbridge.text.Count;
import io.footbridge.text.Elapsed;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line what a poll cycle did that took something, and once a day that nothing came. */
final class PollCycles {

    private static final Logger LOG = LoggerFactory.getLogger(PollCycles.class);

    private final String of;
    private final ImportMetrics metrics;
    private final Intake intake;
    private final Clock clock;

    private final Map<Outcome, Long> objects = new EnumMap<>(Outcome.class);
    private long rows;
    private long rejected;
    private OffsetDateTime lastTaken;
    private LocalDate saidNothing;

    /**
     * @param of to follow its name, if there are several; may be empty
     * @param clock whose zone says when a day begins
     */
    PollCycles(String of, ImportMetrics metrics, Intake intake, Clock clock) {
        this.of = of;
        this.metrics = metrics;
        this.intake = intake;
        this.clock = clock;
        remember();
    }

    synchronized void ended() {
        if (Arrays.stream(Outcome.values()).anyMatch(outcome -> since(outcome) > 0)) {
            sayTaken();
        } else if (intake.pausedBy().isEmpty()) { // Else the log has the reason.
            sayNothingCame();
        }
        remember();
    }

    private void sayTaken() {
        lastTaken = now();
        LOG.atInfo()
                .addKeyValue(LogFields.ROWS, metrics.rowsImported() - rows)
                .log(
                        "poll cycle{} in {}: {} imported, {} empty, {} failed, {} gone, {} deferred; {}, {} rejected",
                        of,
                        Elapsed.of(intake.cycleTime()),
                        Count.of(since(Outcome.IMPORTED), "object"),
                        Count.grouped(since(Outcome.EMPTY)),
                        Count.grouped(since(Outcome.FAILED)),
                        Count.grouped(since(Outcome.GONE)),
                        Count.grouped(intake.deferredCount()),
                        Count.of(metrics.rowsImported() - rows, "row"),
                        Count.grouped(metrics.rowsRejected() - rejected));
    }

    private void sayNothingCame() {
        OffsetDateTime now = now();
        if (now.toLocalDate().equals(saidNothing)) {
            return;
        }
        saidNothing = now.toLocalDate();
        if (lastTaken == null) {
            LOG.info("no objects to import{} so far", of);
        } else {
            LOG.info("no new objects{} since {}", of, lastTaken);
        }
    }

    private long since(Outcome outcome) {
        return metrics.objects(outcome) - objects.get(outcome);
    }

    private void remember() {
        for (Outcome outcome : Outcome.values()) {
            objects.put(outcome, metrics.objects(outcome));
        }
        rows = metrics.rowsImported();
        rejected = metrics.rowsRejected();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }
}
