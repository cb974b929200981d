package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;
import io.footbridge.export.Progress;
import io.footbridge.export.SourceObject;
import io.footbridge.failure.Failure;
import io.footbridge.ops.Accounts;
import io.footbridge.ops.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in hand, and what a listing may hand out.
 *
 * <p>A key is handed out once in a tick: not while it is in flight, not again after it had to be left, and not after its
 * deletion for as long as a listing from before is in use. A tick begins with a listing from the start once the last one
 * brought nothing and nothing is in flight. What is remembered is bounded by what is in flight or left, never by what is
 * in the bucket.
 */
public final class Intake {

    private final Accounts accounts;

    private final Map<String, SourceObject> offered = new HashMap<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private final Map<String, Held> inFlight = new HashMap<>();
    private final Set<String> left = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Waiting waiting = new Waiting();

    private boolean exhausted = true;
    private long ignored;
    private Failure pausedBy;
    private Failure trouble;
    private Runnable tickEnd = () -> {};

    public Intake(Accounts accounts) {
        this.accounts = requireNonNull(accounts, "accounts is null");
    }

    /** An object in flight, where it lies now. */
    private static final class Held {

        private final SourceObject object;
        private Outcome outcome = Outcome.LEFT;
        private boolean removed;
        private boolean stays;
        private boolean explained;
        private Export export;
        private long openedAt;

        Held(SourceObject object) {
            this.object = object;
        }
    }

    /** How far an object came that had to be left. */
    private record Remembered(String etag, Progress progress) {}

    /** What to do whenever a tick is over: the listing brought nothing more, and nothing is in flight. */
    public synchronized void onTickEnd(Runnable action) {
        tickEnd = requireNonNull(action, "action is null");
    }

    /** A listing is about to be asked for; what one before it brought is used up. */
    synchronized void beginListing(boolean fromStart) {
        offered.clear();
        deleted.clear();
        if (fromStart && exhausted && inFlight.isEmpty()) {
            remembered.keySet().retainAll(left);
            left.clear();
            pausedBy = null;
            waiting.beginTick();
        }
        if (fromStart) {
            ignored = 0;
            exhausted = false;
        }
    }

    /** The listing ended without a key to try. */
    void endListing() {
        boolean over;
        synchronized (this) {
            exhausted = true;
            if (pausedBy == null) {
                waiting.endTick();
            }
            over = inFlight.isEmpty();
            forgetTrouble(over);
        }
        endTick(over);
    }

    /** The bucket could not be listed: the tick takes no more. */
    public void listingFailed(Failure why) {
        pause(why);
        endListing();
    }

    private void forgetTrouble(boolean over) {
        if (over && pausedBy == null) {
            trouble = null;
        }
    }

    private void endTick(boolean over) {
        if (over) {
            tickEnd.run(); // Outside of the lock: what it does is not known here.
        }
    }

    synchronized void ignore() {
        ignored++;
    }

    /** A listing shows an object that is to be taken sooner or later. */
    synchronized void show(String key, Instant modified) {
        if (!deleted.contains(key)) {
            waiting.show(key, modified);
        }
    }

    /** How long the oldest object that waits has been in the bucket, as the listings had it; nothing if none waits. */
    public synchronized Optional<Duration> oldestWaiting(Instant now) {
        return waiting.oldest(now);
    }

    /** Whether to hand out an object that a listing shows; if so, {@link #take} is expected. */
    synchronized boolean offer(SourceObject source) {
        String key = source.key();
        if (pausedBy != null || inFlight.containsKey(key) || left.contains(key) || deleted.contains(key)) {
            return false;
        }
        offered.put(key, source);
        return true;
    }

    /** Leaves an object where it is without trying it. */
    synchronized void leave(String key) {
        left.add(key);
    }

    /** Takes an object that was offered into flight. */
    public synchronized boolean take(String key) {
        SourceObject source = offered.remove(key);
        if (source == null) {
            return false;
        }
        inFlight.put(key, new Held(source));
        return true;
    }

    /** Takes an object into flight that no listing of the poll has offered. */
    public synchronized void takeUnlisted(SourceObject object) {
        inFlight.put(object.key(), new Held(object));
    }

    /** The object in flight under a key, as it lies there. */
    public synchronized Optional<SourceObject> inFlight(String key) {
        return Optional.ofNullable(inFlight.get(key)).map(held -> held.object);
    }

    /** How far the object came when it was last left. */
    synchronized Progress progress(SourceObject object) {
        Remembered last = remembered.get(object.key());
        return last != null && last.etag().equals(object.etag()) ? last.progress() : Progress.NONE;
    }

    /** The object in flight is being read. */
    synchronized void opened(String key, Export export) {
        Held held = inFlight.get(key);
        if (held != null) {
            held.export = export;
            held.openedAt = System.nanoTime();
        }
    }

    /** Says what became of an object; it counts once the object has left the place it came from. */
    public synchronized void settle(String key, Outcome outcome) {
        Held held = inFlight.get(key);
        if (held != null) {
            held.outcome = outcome;
        }
    }

    /** The object is settled, and stays where it is. */
    synchronized void stays(String key) {
        Held held = inFlight.get(key);
        if (held != null) {
            held.stays = true;
        }
    }

    /** Somebody has said why the object is left. */
    synchronized void explain(String key) {
        Held held = inFlight.get(key);
        if (held != null) {
            held.explained = true;
        }
    }

    synchronized boolean isExplained(String key) {
        Held held = inFlight.get(key);
        return held != null && held.explained;
    }

    /** What became of an object in flight so far. */
    synchronized Outcome outcome(String key) {
        Held held = inFlight.get(key);
        return held == null ? Outcome.LEFT : held.outcome;
    }

    /** The object is no longer where it came from. */
    synchronized void removed(String key) {
        Held held = inFlight.get(key);
        if (held != null) {
            held.removed = true;
        }
    }

    /** An object is through, one way or the other. */
    public void release(String key) {
        boolean over;
        Held held;
        synchronized (this) {
            held = inFlight.remove(key);
            if (held == null) {
                return;
            }
            if (held.removed) {
                deleted.add(key);
                remembered.remove(key);
                waiting.remove(key);
                accounts.object(held.outcome);
                if (held.export != null) {
                    accounts.took(Duration.ofNanos(System.nanoTime() - held.openedAt));
                }
            } else if (!held.stays) {
                left.add(key);
                remember(held);
                accounts.object(Outcome.LEFT);
            }
            notifyAll();
            over = exhausted && inFlight.isEmpty();
            forgetTrouble(over);
        }
        if (held.export != null) {
            held.export.close(); // However it ended, its connection is given back.
        }
        endTick(over);
    }

    private void remember(Held held) {
        if (held.export != null) {
            remembered.put(held.object.key(), new Remembered(held.object.etag(), held.export.progress()));
        }
    }

    /** Stops handing out until the next tick; true if it was not stopped already. */
    public synchronized boolean pause(Failure why) {
        boolean first = pausedBy == null;
        if (first) {
            pausedBy = why;
            trouble = why;
            accounts.paused(why.reason());
        }
        return first;
    }

    public synchronized Optional<Failure> pausedBy() {
        return Optional.ofNullable(pausedBy);
    }

    /** What made the last tick stop taking objects; nothing once a tick has ended without that. */
    public synchronized Optional<Failure> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Waits until nothing is in flight. */
    public synchronized void awaitIdle() throws InterruptedException {
        while (!inFlight.isEmpty()) {
            wait();
        }
    }

    public synchronized boolean isIdle() {
        return inFlight.isEmpty();
    }

    /** How many objects are in hand or queued. */
    public synchronized int objectsInFlight() {
        return inFlight.size();
    }

    /** The keys that this tick had to leave where they are. */
    public synchronized Collection<String> left() {
        return List.copyOf(left);
    }

    /** How many keys the last listing showed that are not exports. */
    public synchronized long ignored() {
        return ignored;
    }
}
