package io.footbridge.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The objects that wait, as far as listings have shown them: what is in flight, what was left, and the page in flight.
 *
 * <p>It asks nothing of the bucket itself. What arrives between two poll cycles is not known before the second one, and while the
 * intake is paused only the first page with something to take is.
 */
final class Backlog {

    private final Map<String, Shown> shown = new HashMap<>();
    private long cycle;

    private record Shown(Instant modified, long cycle) {}

    void beginPollCycle() {
        cycle++;
    }

    /** A listing shows an object that is to be taken. */
    void show(String key, Instant modified) {
        shown.put(key, new Shown(modified, cycle));
    }

    /** An object is no longer where it came from. */
    void remove(String key) {
        shown.remove(key);
    }

    /** A poll cycle has listed everything: what it did not show, somebody else took away. */
    void endPollCycle() {
        shown.values().removeIf(object -> object.cycle() < cycle);
    }

    /** How long the oldest has been there; nothing if none waits. */
    Optional<Duration> oldest(Instant now) {
        return shown.values().stream()
                .map(Shown::modified)
                .min(Instant::compareTo)
                .map(modified -> Duration.between(modified, now));
    }
}
