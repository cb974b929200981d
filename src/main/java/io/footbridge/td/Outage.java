package io.footbridge.td;

import io.footbridge.batch.Batch;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.ops.LogFields;
import io.footbridge.text.Count;
import io.footbridge.text.Elapsed;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says while Treasure Data takes no imports, or not all: a line when that begins, one a minute while it lasts,
 * and one when it is over, however many batches wait. What begins within a minute of the last line has none unless it
 * outlasts that minute.
 */
public final class Outage {

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    /** How many batches are told apart. */
    private static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final LongSupplier nanoTime;
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> known = new HashSet<>();

    private boolean under;
    private boolean said;
    private long beganAt;
    private long failedAt;
    private long saidAt;
    private long waited;
    private long givenUp;

    public Outage() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} counts */
    Outage(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.saidAt = nanoTime.getAsLong() - INTERVAL_NANOS;
    }

    /**
     * A batch was not taken, and is tried again.
     *
     * @param key of the object that it is of
     */
    public synchronized void waits(Batch batch, String key, Failure why) {
        long now = nanoTime.getAsLong();
        boolean first = !under;
        if (first) {
            begin(now);
        }
        failedAt = now;
        waiting.add(batch.id());
        if (known.size() < MOST ? known.add(batch.id()) : !known.contains(batch.id())) {
            waited++;
        }
        if (now - saidAt >= INTERVAL_NANOS) {
            say(first, key, why, now);
        }
    }

    /** A batch that was to be tried again is not any more: its object is left, or fails. */
    public synchronized void givesUp(Batch batch) {
        if (waiting.remove(batch.id())) {
            givenUp++;
        }
    }

    /** A batch was taken. */
    public synchronized void takes(Batch batch) {
        waiting.remove(batch.id());
        long now = nanoTime.getAsLong();
        // A batch whose thread has died waits for ever.
        if (under && (waiting.isEmpty() || now - failedAt >= INTERVAL_NANOS)) {
            end(now);
        }
    }

    private void begin(long now) {
        under = true;
        said = false;
        beganAt = now;
        waited = 0;
        givenUp = 0;
    }

    private void say(boolean first, String key, Failure why, long now) {
        said = true;
        saidAt = now;
        LogFields.about(LOG.atInfo(), key, why.reason())
                .log(
                        "Treasure Data takes no imports {} ({}): {}; a batch of {} is tried again, {}",
                        first ? "for now" : "for " + Elapsed.of(Duration.ofNanos(now - beganAt)) + " by now",
                        why.reason().word(),
                        why.getMessage(),
                        Escaped.of(key),
                        first
                                ? "and so is each that fails alike"
                                : Count.of(waiting.size(), "waits", "wait") + " in all");
    }

    private void end(long now) {
        under = false;
        waiting.clear();
        known.clear();
        if (said) {
            saidAt = now;
            LOG.info(
                    "Treasure Data takes imports again after {}; {} waited, {} given up",
                    Elapsed.of(Duration.ofNanos(now - beganAt)),
                    Count.of(waited, "batch", "batches"),
                    Count.grouped(givenUp));
        }
    }
}
