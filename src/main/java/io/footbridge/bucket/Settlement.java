package io.footbridge.bucket;

import static io.footbridge.ops.LogFields.KEY;
import static io.footbridge.ops.LogFields.REASON;
import static io.footbridge.ops.LogFields.ROWS;
import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sort;
import io.footbridge.failure.Sorting;
import io.footbridge.ops.Accounts;
import io.footbridge.ops.Outcome;
import io.footbridge.td.RefusalStreak;
import io.footbridge.text.Count;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The bean that the routes tell what became of an object, and ask what is to become of one in trouble. */
public final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** What every other object would run into as well. */
    private static final Set<Reason> SHARED_TROUBLE =
            EnumSet.of(Reason.TD_UNAVAILABLE, Reason.TD_THROTTLED, Reason.TD_UNEXPECTED_ANSWER);

    private final Intake intake;
    private final Accounts accounts;
    private final RefusalStreak streak;

    public Settlement(Intake intake, Accounts accounts, RefusalStreak streak) {
        this.intake = requireNonNull(intake, "intake is null");
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.streak = requireNonNull(streak, "streak is null");
    }

    /** The object's rows are in TD and its copy under the imported prefix. */
    public void imported(String key, Export export) {
        intake.settle(key, export.isEmpty() ? Outcome.EMPTY : Outcome.IMPORTED);
        accounts.rejected(export.rejectedLines());
        LOG.atInfo()
                .addKeyValue(KEY, key)
                .addKeyValue(ROWS, export.importedRows())
                .log(
                        "imported {}: {} in {}, {} rejected",
                        Escaped.of(key),
                        Count.of(export.importedRows(), "row"),
                        Count.of(export.importedBatches(), "batch", "batches"),
                        Count.grouped(export.rejectedLines()));
    }

    /** Every line of a file of rejects is through; the file is no longer needed. */
    public void replayed(String key, Export export) {
        intake.settle(key, Outcome.IMPORTED);
        LOG.atInfo()
                .addKeyValue(KEY, key)
                .addKeyValue(ROWS, export.importedRows())
                .log("replayed {}: {}", Escaped.of(key), Count.of(export.importedRows(), "row"));
    }

    /** Some lines of a file of rejects are still bad; the file holds those only. */
    public void stillRejected(String key, Export export) {
        accounts.rejected(export.rejectedLines());
        intake.stays(key);
        LOG.atWarn()
                .addKeyValue(KEY, key)
                .addKeyValue(ROWS, export.importedRows())
                .log(
                        "replayed {}: {}, {} still bad",
                        Escaped.of(key),
                        Count.of(export.importedRows(), "row"),
                        Count.of(export.rejectedLines(), "line is", "lines are"));
    }

    /** Whether the trouble is the data's own fault, so that trying again cannot help. */
    public boolean isData(String key, Exception trouble) {
        Failure failure = Sorting.sort(trouble);
        return failure.sort() == Sort.DATA && !streak.isSystematic(key, failure.reason());
    }

    /** Whether the object was taken away by somebody else. */
    public boolean isGone(Exception trouble) {
        return Sorting.sort(trouble).reason() == Reason.S3_OBJECT_GONE;
    }

    /** The object is under the failed prefix, with the reason beside it. */
    public void failed(String key, Exception trouble) {
        Failure failure = Sorting.sort(trouble);
        intake.settle(key, Outcome.FAILED);
        accounts.failed(failure.reason());
        about(Level.ERROR, key, failure)
                .log("failed {} ({}): {}", Escaped.of(key), failure.reason().word(), failure.detail());
    }

    /** The object was under the failed prefix and stays there; its sidecar says why. */
    public void failedAgain(String key, Exception trouble) {
        Failure failure = Sorting.sort(trouble);
        accounts.failed(failure.reason());
        accounts.object(Outcome.FAILED);
        intake.stays(key);
        about(Level.ERROR, key, failure)
                .log(
                        "failed again {} ({}): {}",
                        Escaped.of(key),
                        failure.reason().word(),
                        failure.detail());
    }

    public void gone(String key) {
        intake.settle(key, Outcome.GONE);
        LOG.atInfo().addKeyValue(KEY, key).log("{} is gone: somebody else took it", Escaped.of(key));
    }

    /** The object stays where it is; what all others would run into as well ends the tick. */
    public void left(String key, Exception trouble) {
        Failure failure = why(trouble);
        boolean tried = intake.explain(key, failure);
        boolean shared = failure.sort() != Sort.TRANSIENT || SHARED_TROUBLE.contains(failure.reason());
        if (!tried) {
            about(Level.DEBUG, key, failure)
                    .log(
                            "deferred {} ({}): {}",
                            Escaped.of(key),
                            failure.reason().word(),
                            failure.getMessage());
        } else if (shared) {
            if (intake.pause(failure)) {
                about(Level.WARN, key, failure)
                        .log(
                                "intake pauses ({}): {}{}; {} and the other deferred objects stay where they are",
                                failure.reason().word(),
                                failure.getMessage(),
                                failure.sort() == Sort.DATA
                                        ? " (one object after the other, so it is not the data)"
                                        : "",
                                Escaped.of(key));
            }
        } else {
            about(Level.WARN, key, failure)
                    .log(
                            "deferred {} ({}): {}",
                            Escaped.of(key),
                            failure.reason().word(),
                            failure.detail());
        }
        about(Level.DEBUG, key, failure).setCause(trouble).log("deferred {}", Escaped.of(key));
    }

    /** What a stop makes of an object is nobody's fault. */
    private Failure why(Exception trouble) {
        Failure failure = Sorting.sort(trouble);
        return failure.reason() == Reason.INTERNAL && intake.isStopping()
                ? new Failure(Reason.STOPPING, "Footbridge is stopping", trouble)
                : failure;
    }

    private static LoggingEventBuilder about(Level level, String key, Failure failure) {
        return LOG.atLevel(level)
                .addKeyValue(KEY, key)
                .addKeyValue(REASON, failure.reason().word());
    }
}
