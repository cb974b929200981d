package io.footbridge.intake;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.LogFields;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an object may be tried now. None may while the intake is paused; those of a camera that is refused may not; and
 * where memory ran out, fewer at a time may than the route has threads, for the rest of the poll cycle. Guarded by the {@link
 * Intake}.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final ImportMetrics metrics;
    private final Streak streak;
    private int limit = Integer.MAX_VALUE;
    private int busy;
    private Failure pausedBy;
    private Failure failure;

    Admission(ImportMetrics metrics, Streak streak) {
        this.streak = streak;
        this.metrics = requireNonNull(metrics, "metrics is null");
    }

    void beginPollCycle() {
        pausedBy = null;
        streak.forget();
        limit = Integer.MAX_VALUE;
    }

    void endPollCycle() {
        if (pausedBy == null) {
            streak.refusalOfAll().ifPresent(this::refuse);
        }
        if (pausedBy == null) {
            failure = null;
        }
    }

    /** What many objects were refused for is not theirs. */
    void refuse(Failure why) {
        if (pause(why)) {
            LogFields.about(LOG.atWarn(), why.reason())
                    .log(
                            "intake pauses ({}): {} (one object after the other, so it is not the objects);"
                                    + " they stay where they are",
                            why.reason().word(),
                            why.getMessage());
        }
    }

    /** Stops the trying until the next poll cycle; true if it was not stopped already. */
    boolean pause(Failure why) {
        boolean first = pausedBy == null;
        if (first) {
            pausedBy = why;
            failure = why;
            metrics.paused(why.reason());
        }
        return first;
    }

    Optional<Failure> pausedBy() {
        return Optional.ofNullable(pausedBy);
    }

    /** What made the last poll cycle stop taking objects; nothing once a poll cycle has ended without that. */
    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    boolean isStopping() {
        return pausedBy != null && pausedBy.reason() == Reason.STOPPING;
    }

    /** Whether objects of a key's camera are not tried any more in this poll cycle. */
    boolean refuses(String key) {
        return streak.refusalOf(key).isPresent();
    }

    /**
     * Begins to try an object.
     *
     * @return whether it may be now, and need not wait for another one to end
     * @throws Failure of its own if it is not to be tried in this poll cycle
     */
    boolean begin(ObjectInFlight object) {
        Failure why =
                pausedBy != null ? pausedBy : streak.refusalOf(object.key()).orElse(null);
        if (why != null) {
            Reason reason = why.reason() == Reason.STOPPING ? Reason.STOPPING : Reason.PAUSED;
            throw new Failure(
                    reason,
                    "not tried: objects before it were deferred ("
                            + why.reason().word() + ")");
        }
        if (busy >= limit) {
            return false;
        }
        busy++;
        object.number = streak.begin();
        return true;
    }

    /** From now on, half as many as are tried now: at least one. */
    void fewer() {
        limit = Math.max(1, Math.min(limit, busy) / 2);
    }

    /** An object is through. */
    void ended(ObjectInFlight object) {
        if (object.isTried()) {
            busy--;
        }
        streak.ended(object).ifPresent(this::refuse);
    }
}
