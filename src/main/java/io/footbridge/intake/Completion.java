package io.footbridge.intake;

import static io.footbridge.ops.LogFields.KEY;
import static io.footbridge.ops.LogFields.REASON;
import static io.footbridge.ops.LogFields.ROWS;

import io.footbridge.export.Export;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.failure.FailureKind;
import io.footbridge.failure.Reason;
import io.footbridge.ops.Outcome;
import io.footbridge.text.Count;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The bean that the routes tell what became of an object, and ask what happens to one that failed. */
public final class Completion {

    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

    /** What every other object would run into as well. */
    private static final Set<Reason> SHARED_FAILURES =
            EnumSet.of(Reason.TD_UNAVAILABLE, Reason.TD_THROTTLED, Reason.TD_UNEXPECTED_ANSWER);

    /** The object's rows are in Treasure Data, its copy is under the imported prefix, and it is deleted. */
    public void imported(ObjectInFlight object) {
        Export export = object.export;
        object.intake().removed(object, export.isEmpty() ? Outcome.EMPTY : Outcome.IMPORTED);
        object.intake().metrics().rejected(export.rejectedLines());
        LOG.atInfo()
                .addKeyValue(KEY, object.key())
                .addKeyValue(ROWS, export.importedRows())
                .log(
                        "imported {}: {} in {}, {} rejected",
                        Escaped.of(object.key()),
                        Count.of(export.importedRows(), "row"),
                        Count.of(export.importedBatches(), "batch", "batches"),
                        Count.grouped(export.rejectedLines()));
    }

    /** Every line of a file of rejects is through, and the file is deleted. */
    public void replayed(ObjectInFlight object) {
        Export export = object.export;
        object.intake().removed(object, Outcome.IMPORTED);
        LOG.atInfo()
                .addKeyValue(KEY, object.key())
                .addKeyValue(ROWS, export.importedRows())
                .log("replayed {}: {}", Escaped.of(object.key()), Count.of(export.importedRows(), "row"));
    }

    /** Some lines of a file of rejects are still bad; the file holds those only. */
    public void stillRejected(ObjectInFlight object) {
        Export export = object.export;
        object.intake().metrics().rejected(export.rejectedLines());
        object.intake().stays(object);
        LOG.atWarn()
                .addKeyValue(KEY, object.key())
                .addKeyValue(ROWS, export.importedRows())
                .log(
                        "replayed {}: {}, {} still bad",
                        Escaped.of(object.key()),
                        Count.of(export.importedRows(), "row"),
                        Count.of(export.rejectedLines(), "line is", "lines are"));
    }

    /** Whether the failure is the data's own fault, so that trying again cannot help. */
    public boolean isData(ObjectInFlight object, Exception thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        return failure.kind() == FailureKind.DATA
                && !object.intake().refusals().isSystematic(object.key(), failure.reason());
    }

    /** Whether the object was taken away by somebody else. */
    public boolean isGone(ObjectInFlight object, Exception thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        return failure.reason() == Reason.S3_OBJECT_GONE && failure.isOf(object.key());
    }

    /** The object is under the failed prefix, with the reason beside it, and deleted where it was. */
    public void failed(ObjectInFlight object, Exception thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        object.intake().removed(object, Outcome.FAILED);
        object.intake().metrics().failed(failure.reason());
        say(Level.ERROR, "failed", object, failure, failure.detail());
    }

    /** The object was under the failed prefix and stays there; its sidecar says why. */
    public void failedAgain(ObjectInFlight object, Exception thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        object.intake().metrics().failed(failure.reason());
        object.intake().metrics().object(Outcome.FAILED);
        object.intake().stays(object);
        say(Level.ERROR, "failed again", object, failure, failure.detail());
    }

    public void gone(ObjectInFlight object) {
        object.intake().removed(object, Outcome.GONE);
        LOG.atInfo().addKeyValue(KEY, object.key()).log("{} is gone: somebody else took it", Escaped.of(object.key()));
    }

    /** The object stays where it is; what all others would run into as well ends the poll cycle. */
    public void deferred(ObjectInFlight object, Exception thrown) {
        Failure failure = why(object, thrown);
        boolean tried = object.intake().explain(object, failure);
        boolean shared = failure.kind() != FailureKind.TRANSIENT || SHARED_FAILURES.contains(failure.reason());
        if (!tried) {
            say(Level.DEBUG, "deferred", object, failure, failure.getMessage());
        } else if (shared) {
            if (object.intake().pause(failure)) {
                about(Level.WARN, object, failure)
                        .log(
                                "intake pauses ({}): {}{}; {} and the other deferred objects stay where they are",
                                failure.reason().word(),
                                failure.getMessage(),
                                failure.kind() == FailureKind.DATA
                                        ? " (one object after the other, so it is not the data)"
                                        : "",
                                Escaped.of(object.key()));
            }
        } else {
            say(Level.WARN, "deferred", object, failure, failure.detail());
        }
        about(Level.DEBUG, object, failure).setCause(thrown).log("deferred {}", Escaped.of(object.key()));
    }

    /** What a stop makes of an object is nobody's fault. */
    private static Failure why(ObjectInFlight object, Exception thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        return failure.reason() == Reason.INTERNAL && object.intake().isStopping()
                ? new Failure(Reason.STOPPING, "Footbridge is stopping", thrown)
                : failure;
    }

    private static void say(Level level, String what, ObjectInFlight object, Failure failure, String why) {
        about(level, object, failure)
                .log(
                        "{} {} ({}): {}",
                        what,
                        Escaped.of(object.key()),
                        failure.reason().word(),
                        why);
    }

    private static LoggingEventBuilder about(Level level, ObjectInFlight object, Failure failure) {
        return LOG.atLevel(level)
                .addKeyValue(KEY, object.key())
                .addKeyValue(REASON, failure.reason().word());
    }
}
