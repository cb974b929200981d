package io.footbridge.intake;

import static java.util.Objects.requireNonNull;

import io.footbridge.bucket.FailedObjects;
import io.footbridge.bucket.FailedObjects.Candidate;
import io.footbridge.bucket.FailedObjects.Listed;
import io.footbridge.export.Progress;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.failure.Reason;
import io.footbridge.ops.LogFields;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what lies under the failed prefix through the routes again, several objects at a time. Versions of one key go one
 * after the other, so that each sees what became of those before.
 */
public final class Replay {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final FailedObjects failed;
    private final boolean evenIfImported;
    private final Set<String> keys = new HashSet<>();

    /** @param evenIfImported whether to replay an object whose key was imported since */
    public Replay(FailedObjects failed, boolean evenIfImported) {
        this.failed = requireNonNull(failed, "failed is null");
        this.evenIfImported = evenIfImported;
    }

    /** How a route ended: the failure of the object, and what kept that from being written down, or null for either. */
    public record Ended(Exception thrown, Exception unwritten) {}

    /**
     */
    public void replay(Candidate candidate, Intake intake, Function<ObjectInFlight, Ended> route)
            throws InterruptedException {
        String key = candidate.source().key();
        enter(key);
        try {
            admitted(candidate, intake).ifPresent(admitted -> send(admitted, intake, route));
        } catch (Failure e) {
            defer(candidate.listed(), intake, e);
        } finally {
            exit(key);
        }
    }

    /** Leaves something where it is, and says why. */
    public void defer(Listed listed, Intake intake, Failure why) {
        LogFields.about(LOG.atWarn(), listed.object().key(), why.reason())
                .log(
                        "{} is not replayed ({}): {}",
                        Escaped.of(listed.object().key()),
                        why.reason().word(),
                        why.getMessage());
        explain(listed, intake, why);
    }

    private static void explain(Listed listed, Intake intake, Failure why) {
        ObjectInFlight object = intake.take(listed.object(), listed.object(), Progress.NONE, listed.rejects());
        intake.explain(object, why);
        intake.release(object);
    }

    private Optional<Candidate> admitted(Candidate candidate, Intake intake) {
        if (evenIfImported) {
            return Optional.of(candidate);
        }
        return switch (failed.since(candidate)) {
            case NOTHING -> Optional.of(candidate);
            case IMPORTED_AS_IT_IS -> {
                LogFields.about(LOG.atInfo(), candidate.object().key())
                        .log(
                                "{} was imported since as it is, and only goes",
                                Escaped.of(candidate.object().key()));
                yield Optional.of(candidate.complete());
            }
            case IMPORTED_OTHERWISE -> {
                LogFields.about(LOG.atWarn(), candidate.object().key(), Reason.S3_OBJECT_CHANGED)
                        .log(
                                "{} is not replayed: {} was imported since under another ETag, and its rows may be there already;"
                                        + " --even-if-imported imports it all the same",
                                Escaped.of(candidate.object().key()),
                                Escaped.of(candidate.source().key()));
                explain(
                        candidate.listed(),
                        intake,
                        new Failure(Reason.S3_OBJECT_CHANGED, "its key was imported since under another ETag"));
                yield Optional.empty();
            }
        };
    }

    private static void send(Candidate candidate, Intake intake, Function<ObjectInFlight, Ended> route) {
        ObjectInFlight object =
                intake.take(candidate.object(), candidate.source(), candidate.progress(), candidate.rejects());
        try {
            Ended ended = route.apply(object);
            if (ended.unwritten() != null) {
                sayUnwritten(object.key(), ended);
            }
        } finally {
            intake.release(object);
        }
    }

    private static void sayUnwritten(String key, Ended ended) {
        Failure failure = FailureClassifier.classify(ended.unwritten());
        Failure thrown = ended.thrown() == null ? failure : FailureClassifier.classify(ended.thrown());
        LogFields.about(LOG.atWarn(), key, thrown.reason())
                .log(
                        "{} failed again ({}: {}), and its sidecar cannot be written anew ({}): {}",
                        Escaped.of(key),
                        thrown.reason().word(),
                        thrown.getMessage(),
                        failure.reason().word(),
                        failure.getMessage());
        LogFields.about(LOG.atDebug(), key)
                .setCause(ended.unwritten())
                .log("the sidecar of {} cannot be written anew", Escaped.of(key));
    }

    private synchronized void enter(String key) throws InterruptedException {
        while (!keys.add(key)) {
            wait();
        }
    }

    private synchronized void exit(String key) {
        keys.remove(key);
        notifyAll();
    }
}
