package io.footbridge.intake;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureKind;
import io.footbridge.failure.Reason;
import io.footbridge.key.ExportKey;
import io.footbridge.key.KeyLayout;
import io.footbridge.ops.Outcome;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells failures of single objects from a failure that every object has.
 *
 * <p>One object may well be refused, and so may many. But if three different ones in a row fail for the same reason, and
 * three more that lie elsewhere in the listing have it too, then a camera is refused as a whole; and if another camera's
 * objects have it as well, or there is no other, it is not the objects. The row is that in which they were begun, for
 * what is refused ends sooner than what is not. Guarded by the {@link Intake}.
 */
final class Streak {

    /** As many objects in a row, and as many from elsewhere: a page is handed out from all over, see {@link Spread}. */
    private static final int SYSTEMATIC = 3 + 3;

    /** As many at a time as end the waiting for one that was begun before them and does not end. */
    private static final int MOST = 64;

    /** What says nothing about other objects. */
    private static final Set<Reason> ITS_OWN = EnumSet.of(
            Reason.S3_OBJECT_CHANGED,
            Reason.S3_OBJECT_GONE,
            Reason.STOPPING,
            Reason.PAUSED,
            Reason.OUT_OF_MEMORY,
            Reason.INTERNAL);

    private final KeyLayout layout;
    private final TreeSet<Long> begun = new TreeSet<>();
    private final Set<String> cameras = new HashSet<>();
    private Reason reason;
    private int length;
    private long lastNumber;
    private long count;

    private Failure refusal;
    private final Set<String> refused = new HashSet<>();
    private boolean fineElsewhere;

    Streak(KeyLayout layout) {
        this.layout = layout;
    }

    private String cameraOf(String key) {
        return layout.match(key).map(ExportKey::device).orElse("");
    }

    /** An object is about to be tried; gives its number. */
    long begin() {
        count++;
        begun.add(count);
        return count;
    }

    /**
     * An object is through.
     *
     * @return why no object should be tried any more; nothing while others may fare better
     */
    Optional<Failure> ended(ObjectInFlight object) {
        begun.remove(object.number);
        if (object.isRemoved() && object.outcome != Outcome.GONE) {
            clear();
            refused.remove(cameraOf(object.key()));
            fineElsewhere = true;
            return Optional.empty();
        }
        return object.isTried() && !object.isRemoved() && !object.stays ? failed(object) : Optional.empty();
    }

    private Optional<Failure> failed(ObjectInFlight object) {
        if (object.why == null || object.why.kind() != FailureKind.TRANSIENT || ITS_OWN.contains(object.why.reason())) {
            return Optional.empty();
        }
        if (object.why.reason() != reason) {
            clear();
            reason = object.why.reason();
        }
        String camera = cameraOf(object.key());
        if (refused.contains(camera)) {
            return Optional.empty(); // It was begun before that was known.
        }
        length++;
        cameras.add(camera);
        if (length <= SYSTEMATIC) {
            lastNumber = Math.max(lastNumber, object.number);
        }
        if (refusal != null && !fineElsewhere && refusal.reason() == reason) {
            return Optional.of(object.why);
        }
        boolean othersMayFareBetter = !begun.isEmpty() && begun.first() < lastNumber && length < MOST;
        if (length < SYSTEMATIC || othersMayFareBetter) {
            return Optional.empty();
        }
        if (cameras.size() > 1) {
            return Optional.of(object.why);
        }
        refused.addAll(cameras);
        refusal = object.why;
        fineElsewhere = false;
        clear();
        return Optional.empty();
    }

    /** Why no object of a camera is tried any more; nothing if they may be. */
    Optional<Failure> refusalOf(String key) {
        return refused.isEmpty() || !refused.contains(cameraOf(key)) ? Optional.empty() : Optional.of(refusal);
    }

    /** All that could be tried has been: why nothing can be imported; nothing if some camera's objects could. */
    Optional<Failure> refusalOfAll() {
        return refusal == null || fineElsewhere ? Optional.empty() : Optional.of(refusal);
    }

    /** What was true may have been mended. */
    void forget() {
        clear();
        refused.clear();
        refusal = null;
        fineElsewhere = false;
    }

    private void clear() {
        reason = null;
        length = 0;
        lastNumber = 0;
        cameras.clear();
    }
}
