package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;
import io.footbridge.export.SourceObject;
import io.footbridge.failure.Failure;
import io.footbridge.ops.Outcome;

/** An object in flight, where it lies now, and what is known of it so far. Guarded by the {@link Intake}. */
final class Held {

    final SourceObject object;
    Outcome outcome = Outcome.LEFT;

    /** Whether it is no longer where it came from. */
    boolean removed;

    /** Whether it is settled although it stays where it is. */
    boolean stays;

    /** Why it is left, once somebody has said so. */
    Failure why;

    /** Which one it is of those that were tried; 0 if it was not. */
    long number;

    Export export;
    long openedAt;

    Held(SourceObject object) {
        this.object = requireNonNull(object, "object is null");
    }

    boolean isTried() {
        return number > 0;
    }
}
