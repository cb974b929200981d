package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/** Takes what lies under the failed prefix through the routes again, one after the other. */
public final class Replay {

    private final Intake intake;
    private final Exports exports;

    public Replay(Intake intake, Exports exports) {
        this.intake = requireNonNull(intake, "intake is null");
        this.exports = requireNonNull(exports, "exports is null");
    }

    /** @param route sends the object that lies under a key through */
    public void replay(FailedObjects.Candidate candidate, Consumer<String> route) {
        String key = candidate.object().key();
        exports.replays(candidate.object(), candidate.source(), candidate.progress(), candidate.rejects());
        intake.takeUnlisted(candidate.object());
        try {
            route.accept(key);
        } finally {
            intake.release(key);
            exports.forget(candidate.object());
        }
    }
}
