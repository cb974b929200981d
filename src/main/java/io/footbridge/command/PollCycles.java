package io.footbridge.command;

import static java.util.Objects.requireNonNull;

import io.footbridge.intake.Intake;
import io.footbridge.ops.Accounts;
import io.footbridge.ops.LogFields;
import io.footbridge.ops.Outcome;
import io.footbridge.text.Count;
import io.footbridge.text.Elapsed;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line what a poll cycle did that took something, and once a day that nothing came. */
final class PollCycles {

    private static final Logger LOG = LoggerFactory.getLogger(PollCycles.class);

    private final String of;
    private final Accounts accounts;
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
    PollCycles(String of, Accounts accounts, Intake intake, Clock clock) {
        this.of = requireNonNull(of, "of is null");
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.clock = requireNonNull(clock, "clock is null");
        remember();
    }

    /** A cycle is over. */
    synchronized void ended() {
        boolean tookSomething = false;
        for (Outcome outcome : Outcome.values()) {
            tookSomething |= since(outcome) > 0;
        }
        if (tookSomething) {
            sayTaken();
        } else if (intake.pausedBy().isEmpty()) { // Else the log has the reason.
            sayNothingCame();
        }
        remember();
    }

    private void sayTaken() {
        lastTaken = now();
        LOG.atInfo()
                .addKeyValue(LogFields.ROWS, accounts.rowsImported() - rows)
                .log(
                        "poll cycle{} in {}: {} imported, {} empty, {} failed, {} gone, {} deferred; {}, {} rejected",
                        of,
                        Elapsed.of(intake.cycleTime()),
                        Count.of(since(Outcome.IMPORTED), "object"),
                        Count.grouped(since(Outcome.EMPTY)),
                        Count.grouped(since(Outcome.FAILED)),
                        Count.grouped(since(Outcome.GONE)),
                        Count.grouped(intake.leftCount()),
                        Count.of(accounts.rowsImported() - rows, "row"),
                        Count.grouped(accounts.rowsRejected() - rejected));
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
        return accounts.objects(outcome) - objects.get(outcome);
    }

    private void remember() {
        for (Outcome outcome : Outcome.values()) {
            objects.put(outcome, accounts.objects(outcome));
        }
        rows = accounts.rowsImported();
        rejected = accounts.rowsRejected();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }
}
