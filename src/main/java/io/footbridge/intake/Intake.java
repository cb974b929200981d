package io.footbridge.intake;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;
import io.footbridge.export.Progress;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.LogFields;
import io.footbridge.ops.Outcome;
import io.footbridge.td.RefusalStreak;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What is in flight, from its listing to its release, and where a poll cycle begins and ends.
 *
 * <p>A poll cycle begins with a listing from the start once the last one brought nothing and nothing is in flight. What is
 * remembered is bounded by what is in flight or left, never by what is in the bucket.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Dataset dataset;
    private final ImportMetrics metrics;
    private final RefusalStreak refusals;
    private final Admission admission;
    private final Listings listings = new Listings();
    private final Map<String, ObjectInFlight> inFlight = new HashMap<>();

    private long cycleBegan = System.nanoTime();
    private Runnable cycleEnd = () -> {};

    /**
     * @param dataset that it is of; without one, no object can be opened
     * @param refusals of the table that the objects' rows go to
     * @param layout says which keys are of one device
     */
    public Intake(Dataset dataset, ImportMetrics metrics, RefusalStreak refusals, KeyLayout layout) {
        this.dataset = dataset;
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.refusals = requireNonNull(refusals, "refusals is null");
        this.admission = new Admission(metrics, new Streak(layout));
    }

    /** What to do whenever a poll cycle is over: the listing brought nothing more, and nothing is in flight. */
    public synchronized void onPollCycleEnd(Runnable action) {
        cycleEnd = requireNonNull(action, "action is null");
    }

    /** What the listings have shown, for the client that lists. */
    Listings listings() {
        return listings;
    }

    /** A listing is about to be asked for. */
    synchronized void beginListing(boolean fromStart) {
        if (fromStart && listings.isExhausted() && inFlight.isEmpty()) {
            cycleBegan = System.nanoTime();
            listings.beginPollCycle();
            admission.beginPollCycle();
        }
        listings.begin(fromStart);
    }

    /** The listing ended without a key to try. */
    void endListing() {
        boolean over;
        synchronized (this) {
            listings.end(admission.pausedBy().isEmpty());
            over = isOver();
        }
        endPollCycle(over);
    }

    private boolean isOver() {
        boolean over = listings.isExhausted() && inFlight.isEmpty();
        if (over) {
            admission.endPollCycle();
        }
        return over;
    }

    private void endPollCycle(boolean over) {
        if (over) {
            cycleEnd.run(); // Outside of the lock: what it does is not known here.
        }
    }

    /**
     * The bucket could not be listed, or what it showed not be handed on: the poll cycle takes no more. Whatever of it is queued
     * after all finds that it is not to be tried.
     */
    public void listingFailed(Failure why) {
        pause(why);
        for (ObjectInFlight object : notHandedOn()) {
            explain(object, why);
            release(object);
        }
        endListing();
    }

    private synchronized Collection<ObjectInFlight> notHandedOn() {
        return inFlight.values().stream()
                .filter(object -> listings.taken().contains(object.key()) && !object.isTried())
                .toList();
    }

    /** How long ago the poll cycle began. */
    public synchronized Duration cycleTime() {
        return Duration.ofNanos(System.nanoTime() - cycleBegan);
    }

    /** How long the oldest object that waits has been in the bucket, as the listings had it; nothing if none waits. */
    public synchronized Optional<Duration> oldestWaiting(Instant now) {
        return listings.oldestWaiting(now);
    }

    /** Whether to hand out an object that a listing shows; if so, {@link #take} is expected. */
    synchronized boolean offer(SourceObject object) {
        String key = object.key();
        if (admission.pausedBy().isPresent() || inFlight.containsKey(key) || !listings.isOpen(key)) {
            return false;
        }
        if (admission.refuses(key)) {
            listings.defer(key);
            return false;
        }
        listings.offer(object);
        return true;
    }

    /** Whether an object is put off until all others were tried, since it had to be left in the poll cycle before. */
    synchronized boolean comesLast(String key) {
        return !inFlight.containsKey(key) && listings.comesLast(key);
    }

    /** Takes an object that was offered into flight. */
    public synchronized boolean take(String key) {
        Optional<SourceObject> offered = listings.take(key);
        offered.ifPresent(object -> take(object, object, listings.progress(object), false));
        return offered.isPresent();
    }

    /**
     * Takes an object into flight, whether or not a listing of the poll has offered it.
     *
     * @param source what its rows and ids are of
     * @param rejects whether it is a file of rejected lines, not an archive
     */
    public synchronized ObjectInFlight take(
            SourceObject object, SourceObject source, Progress before, boolean rejects) {
        ObjectInFlight taken = new ObjectInFlight(this, object, source, before, rejects);
        inFlight.put(object.key(), taken);
        return taken;
    }

    Dataset dataset() {
        return dataset;
    }

    ImportMetrics metrics() {
        return metrics;
    }

    RefusalStreak refusals() {
        return refusals;
    }

    /** The object in flight under a key; null if there is none. For the consumer, which knows no more than the key. */
    public synchronized ObjectInFlight object(String key) {
        return inFlight.get(key);
    }

    /**
     * Lets an object be tried, as soon as that may be.
     *
     * @throws Failure of its own if it is not to be tried now
     */
    synchronized void admit(ObjectInFlight object) {
        if (object.released) {
            throw new Failure(Reason.INTERNAL, "the object is not in flight");
        }
        while (!admission.begin(object)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Reason.STOPPING, "Footbridge is stopping", e);
            }
        }
        listings.warnOfAnotherVersion(object);
    }

    /** The object in flight is being read. */
    synchronized void opened(ObjectInFlight object, Export export) {
        object.export = export;
        object.openedAt = System.nanoTime();
    }

    /** The object is no longer where it came from. */
    synchronized void removed(ObjectInFlight object, Outcome outcome) {
        object.outcome = outcome;
    }

    /** The object is settled, and stays where it is. */
    synchronized void stays(ObjectInFlight object) {
        object.stays = true;
    }

    /**
     * Says why the object is left.
     *
     * @return whether it was tried
     */
    synchronized boolean explain(ObjectInFlight object, Failure why) {
        object.why = why;
        if (why.reason() == Reason.OUT_OF_MEMORY) {
            admission.fewer();
        }
        return object.isTried();
    }

    /** What lies under a key is through, one way or the other. */
    public void release(String key) {
        ObjectInFlight object = object(key);
        if (object != null) {
            release(object);
        }
    }

    void release(ObjectInFlight object) {
        boolean over;
        synchronized (this) {
            if (!inFlight.remove(object.key(), object)) {
                return;
            }
            object.released = true;
            admission.ended(object);
            if (object.isRemoved()) {
                listings.removed(object.key());
                metrics.object(object.outcome);
                if (object.export != null) {
                    metrics.took(Duration.ofNanos(System.nanoTime() - object.openedAt));
                }
            } else if (!object.stays) {
                deferred(object);
                metrics.object(Outcome.LEFT);
            }
            notifyAll();
            over = isOver();
        }
        if (object.export != null) {
            object.export.close(); // However it ended, its connection is given back.
        }
        MDC.remove(LogFields.KEY);
        endPollCycle(over);
    }

    private void deferred(ObjectInFlight object) {
        listings.deferred(object).ifPresent(admission::refuse);
        if (object.why == null && !admission.isStopping()) {
            LogFields.about(LOG.atWarn(), object.key(), Reason.INTERNAL)
                    .log(
                            "deferred {} ({}): its route ended without saying what became of it",
                            Escaped.of(object.key()),
                            Reason.INTERNAL.word());
        }
    }

    /** Stops handing out until the next poll cycle; true if it was not stopped already. */
    public synchronized boolean pause(Failure why) {
        boolean first = admission.pause(why);
        notifyAll(); // Whoever waits to be admitted need not any more.
        return first;
    }

    public synchronized Optional<Failure> pausedBy() {
        return admission.pausedBy();
    }

    synchronized boolean isStopping() {
        return admission.isStopping();
    }

    /** What made the last poll cycle stop taking objects; nothing once a poll cycle has ended without that. */
    public synchronized Optional<Failure> failure() {
        return admission.failure();
    }

    /** Waits until nothing is in flight; once Footbridge is stopping, until nothing is that was begun. */
    public synchronized void awaitIdle() throws InterruptedException {
        while (isStopping() ? inFlight.values().stream().anyMatch(ObjectInFlight::isTried) : !inFlight.isEmpty()) {
            wait();
        }
    }

    /** How many objects are in flight or queued. */
    public synchronized int objectsInFlight() {
        return inFlight.size();
    }

    /** The keys that this poll cycle had to leave where they are. */
    public synchronized Collection<String> deferred() {
        return listings.deferred();
    }

    /** How many keys this poll cycle had to leave, those included that were too many to be remembered. */
    public synchronized long deferredCount() {
        return listings.deferredCount();
    }

    /** How many keys the last listing showed that are not exports. */
    public synchronized long ignored() {
        return listings.ignored();
    }
}
