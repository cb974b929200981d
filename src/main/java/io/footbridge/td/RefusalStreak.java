package io.footbridge.td;

import io.footbridge.failure.Reason;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells bad data from a bad setting when TD refuses a batch: one object may well be bad, but not one after the other for
 * the same reason and with none accepted between.
 */
public final class RefusalStreak {

    /** The object from which on it is no longer the data. */
    private static final int SYSTEMATIC = 3;

    private static final Set<Reason> REFUSALS =
            EnumSet.of(Reason.TD_BAD_REQUEST, Reason.TD_TOO_LARGE, Reason.TD_INVALID);

    private final Set<String> keys = new HashSet<>();
    private Reason reason;

    /** Takes note of a refused object, once however often it is asked about. */
    public synchronized boolean isSystematic(String key, Reason refusal) {
        if (!REFUSALS.contains(refusal)) {
            return false;
        }
        if (refusal != reason) {
            reason = refusal;
            keys.clear();
        }
        if (keys.size() < SYSTEMATIC) {
            keys.add(key);
        }
        return keys.size() >= SYSTEMATIC;
    }

    /** A batch was accepted: the settings are good. */
    public synchronized void accepted() {
        keys.clear();
        reason = null;
    }
}
