package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;
import io.footbridge.export.Ignored;
import io.footbridge.export.KeyLayout;
import io.footbridge.export.Progress;
import io.footbridge.export.SourceObject;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.Accounts;
import io.footbridge.ops.LogFields;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What is in hand, and what a listing may hand out.
 *
 * <p>A key is handed out once in a tick: not while it is in flight, not again after it had to be left, and not after its
 * deletion for as long as a listing from before is in use. A tick begins with a listing from the start once the last one
 * brought nothing and nothing is in flight. What had to be left in the tick before comes last. What is remembered is
 * bounded by what is in flight or left, never by what is in the bucket.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Accounts accounts;

    private final Map<String, SourceObject> offered = new HashMap<>();
    private final Map<String, Held> inFlight = new HashMap<>();
    private final Deferred left = new Deferred();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> takenNow = new HashSet<>();
    private final Waiting waiting = new Waiting();
    private final Streak streak;
    private final Hands hands = new Hands();
    private final IgnoredObjects ignored = new IgnoredObjects();

    private boolean exhausted = true;
    private long cycleBegan = System.nanoTime();
    private Failure pausedBy;
    private Failure trouble;
    private Runnable tickEnd = () -> {};

    public Intake(Accounts accounts) {
        this(accounts, KeyLayout.SENSE_VIDEO);
    }

    /** @param layout says which keys are of one device */
    public Intake(Accounts accounts, KeyLayout layout) {
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.streak = new Streak(requireNonNull(layout, "layout is null"));
    }

    /** What to do whenever a tick is over: the listing brought nothing more, and nothing is in flight. */
    public synchronized void onTickEnd(Runnable action) {
        tickEnd = requireNonNull(action, "action is null");
    }

    /** A listing is about to be asked for; what one before it brought is used up. */
    synchronized void beginListing(boolean fromStart) {
        offered.clear();
        deleted.clear();
        takenNow.clear();
        if (fromStart && exhausted && inFlight.isEmpty()) {
            beginTick();
        }
        if (fromStart) {
            ignored.beginPass();
            left.beginPass();
            exhausted = false;
        }
    }

    private void beginTick() {
        cycleBegan = System.nanoTime();
        left.beginTick();
        pausedBy = null;
        streak.forget();
        hands.all();
        waiting.beginTick();
    }

    /** The listing ended without a key to try. */
    void endListing() {
        boolean over;
        synchronized (this) {
            exhausted = true;
            if (pausedBy == null) {
                waiting.endTick();
            }
            over = isOver();
        }
        endTick(over);
    }

    /** Whether the last listing was used up, or broke off: the next one has to begin from the start. */
    synchronized boolean isExhausted() {
        return exhausted;
    }

    private boolean isOver() {
        boolean over = exhausted && inFlight.isEmpty();
        if (over) {
            if (pausedBy == null) {
                streak.refusalOfAll().ifPresent(this::refused);
            }
            if (pausedBy == null) {
                trouble = null;
            }
        }
        return over;
    }

    /** What many objects were refused for is not theirs. */
    private void refused(Failure why) {
        if (pause(why)) {
            LOG.atWarn()
                    .addKeyValue(LogFields.REASON, why.reason().word())
                    .log(
                            "intake pauses ({}): {} (one object after the other, so it is not the objects);"
                                    + " they stay where they are",
                            why.reason().word(),
                            why.getMessage());
        }
    }

    /** The bucket could not be listed, or what it showed not be handed on: the tick takes no more. */
    public void listingFailed(Failure why) {
        pause(why);
        notHandedOn(why).forEach(this::release);
        endListing();
    }

    /** What was taken when the poll broke off: whatever of it is queued after all finds that it is not to be tried. */
    private synchronized List<String> notHandedOn(Failure why) {
        List<String> keys = takenNow.stream()
                .filter(key -> inFlight.containsKey(key) && !inFlight.get(key).isTried())
                .toList();
        keys.forEach(key -> explain(key, why));
        return keys;
    }

    private void endTick(boolean over) {
        if (over) {
            tickEnd.run(); // Outside of the lock: what it does is not known here.
        }
    }

    /** How long ago the tick began. */
    public synchronized Duration cycleTime() {
        return Duration.ofNanos(System.nanoTime() - cycleBegan);
    }

    synchronized void ignore(String key, Ignored cause) {
        ignored.add(key, cause);
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
        if (streak.refusalOf(key).isPresent()) {
            leave(key);
            return false;
        }
        offered.put(key, source);
        return true;
    }

    /** Whether an object is put off until all others were tried, since it had to be left in the tick before. */
    synchronized boolean comesLast(String key) {
        return !inFlight.containsKey(key) && left.comesLast(key);
    }

    /** Whether a listing from the start has put some off, and has not been followed by another. */
    synchronized boolean someComeLast() {
        return left.someComeLast() && pausedBy == null;
    }

    /**
     * Leaves an object where it is without trying it.
     *
     * @return whether it is the first time in this tick, as far as that is remembered
     */
    synchronized boolean leave(String key) {
        return left.add(key);
    }

    /** Takes an object that was offered into flight. */
    public synchronized boolean take(String key) {
        SourceObject source = offered.remove(key);
        if (source == null) {
            return false;
        }
        inFlight.put(key, new Held(source));
        takenNow.add(key);
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
        if (left.hasRowsOfAnotherVersion(object)) {
            LOG.atWarn()
                    .addKeyValue(LogFields.KEY, object.key())
                    .log(
                            "{} was overwritten after rows of it had been imported; those that both versions have may be there"
                                    + " twice",
                            Escaped.of(object.key()));
        }
        return left.progress(object);
    }

    /**
     * Lets an object be tried, once a hand is free for it.
     *
     * @throws Failure of its own if it is not to be tried now
     */
    synchronized SourceObject admit(String key) {
        Held held = inFlight.get(key);
        if (held == null) {
            throw new Failure(Reason.INTERNAL, "the object is not in flight");
        }
        while (true) {
            requireTrying(key);
            if (hands.take()) {
                held.number = streak.begin();
                return held.object;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Reason.STOPPING, "Footbridge is stopping", e);
            }
        }
    }

    private void requireTrying(String key) {
        Failure why = pausedBy != null ? pausedBy : streak.refusalOf(key).orElse(null);
        if (why != null) {
            Reason reason = why.reason() == Reason.STOPPING ? Reason.STOPPING : Reason.PAUSED;
            throw new Failure(
                    reason,
                    "not tried: objects before it were deferred ("
                            + why.reason().word() + ")");
        }
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

    /**
     * Says why the object is left.
     *
     * @return whether it was tried
     */
    synchronized boolean explain(String key, Failure why) {
        Held held = inFlight.get(key);
        if (held == null) {
            return true;
        }
        held.why = why;
        if (why.reason() == Reason.OUT_OF_MEMORY) {
            hands.fewer();
        }
        return held.isTried();
    }

    synchronized boolean isExplained(String key) {
        Held held = inFlight.get(key);
        return held != null && held.why != null;
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
            if (held.isTried()) {
                hands.giveBack();
            }
            if (held.removed && held.outcome != Outcome.GONE) {
                streak.succeeded(held);
            } else {
                streak.ended(held);
            }
            if (held.removed) {
                deleted.add(key);
                left.forget(key);
                waiting.remove(key);
                accounts.object(held.outcome);
                if (held.export != null) {
                    accounts.took(Duration.ofNanos(System.nanoTime() - held.openedAt));
                }
            } else if (!held.stays) {
                left(held);
                accounts.object(Outcome.LEFT);
            }
            notifyAll();
            over = isOver();
        }
        if (held.export != null) {
            held.export.close(); // However it ended, its connection is given back.
        }
        MDC.remove(LogFields.KEY);
        endTick(over);
    }

    private void left(Held held) {
        String key = held.object.key();
        left.add(held);
        if (held.why == null && !isStopping()) {
            LOG.atWarn()
                    .addKeyValue(LogFields.KEY, key)
                    .addKeyValue(LogFields.REASON, Reason.INTERNAL.word())
                    .log("deferred {} ({}): its route broke off", Escaped.of(key), Reason.INTERNAL.word());
        }
        if (held.isTried()) {
            streak.failed(held).ifPresent(this::refused);
        }
        if (left.isFull()) {
            refused(new Failure(
                    Reason.TOO_MANY_DEFERRED,
                    String.format("%,d objects were deferred; the last: %s", Deferred.MOST, describe(held.why))));
        }
    }

    private static String describe(Failure why) {
        return why == null ? "for no reason given" : why.reason().word() + ": " + why.getMessage();
    }

    /** Stops handing out until the next tick; true if it was not stopped already. */
    public synchronized boolean pause(Failure why) {
        boolean first = pausedBy == null;
        if (first) {
            pausedBy = why;
            trouble = why;
            accounts.paused(why.reason());
            notifyAll(); // Whoever waits for a hand needs none any more.
        }
        return first;
    }

    public synchronized Optional<Failure> pausedBy() {
        return Optional.ofNullable(pausedBy);
    }

    synchronized boolean isStopping() {
        return pausedBy != null && pausedBy.reason() == Reason.STOPPING;
    }

    /** What made the last tick stop taking objects; nothing once a tick has ended without that. */
    public synchronized Optional<Failure> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Waits until nothing is in flight; once Footbridge is stopping, until nothing is that was begun. */
    public synchronized void awaitIdle() throws InterruptedException {
        while (isStopping() ? inFlight.values().stream().anyMatch(Held::isTried) : !inFlight.isEmpty()) {
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
        return left.keys();
    }

    /** How many keys this tick had to leave, those included that were too many to be remembered. */
    public synchronized long leftCount() {
        return left.count();
    }

    /** How many keys the last listing showed that are not exports. */
    public synchronized long ignored() {
        return ignored.count();
    }
}
