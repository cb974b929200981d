package io.footbridge.intake;

import io.footbridge.export.Progress;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.Ignored;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.LogFields;
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

/**
 * What a listing may hand out: a key once in a poll cycle, not again after it had to be left, and not after its deletion for as
 * long as a listing from before is in use. Those that were tried in the poll cycle before and had to be left come last. Of what
 * was left, only so many are remembered, with how far they came.
 */
final class Listings {

    /** How many that were tried, and how many that were not. */
    private static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

    private final Backlog waiting = new Backlog();
    private final IgnoredObjects ignored = new IgnoredObjects();

    private final Map<String, SourceObject> offered = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private boolean exhausted = true;

    private final Set<String> deferred = new HashSet<>();
    private final Set<String> tried = new HashSet<>();
    private final Set<String> triedBefore = new HashSet<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private boolean someComeLast;
    private long unnamed;

    private record Remembered(String etag, Progress progress) {}

    synchronized void beginPollCycle() {
        remembered.keySet().retainAll(deferred);
        triedBefore.clear();
        triedBefore.addAll(tried);
        tried.clear();
        deferred.clear();
        waiting.beginPollCycle();
    }

    /** A listing is about to be asked for; what one before it brought is used up. */
    synchronized void begin(boolean fromStart) {
        offered.clear();
        deleted.clear();
        taken.clear();
        if (fromStart) {
            ignored.beginPass();
            unnamed = 0; // It shows once more what is not tried.
            someComeLast = false;
            exhausted = false;
        }
    }

    /** @param whole whether it went to its end, and was not broken off */
    synchronized void end(boolean whole) {
        exhausted = true;
        if (whole) {
            waiting.endPollCycle();
        }
    }

    /** Whether the last listing was used up, or broke off: the next one has to begin from the start. */
    synchronized boolean isExhausted() {
        return exhausted;
    }

    synchronized void ignore(String key, Ignored cause) {
        ignored.add(key, cause);
    }

    /** How many keys the last listing showed that are not exports. */
    synchronized long ignored() {
        return ignored.count();
    }

    /** A listing shows an object that is to be taken sooner or later. */
    synchronized void show(String key, Instant modified) {
        if (!deleted.contains(key)) {
            waiting.show(key, modified);
        }
    }

    /** How long the oldest object that waits has been in the bucket; nothing if none waits. */
    synchronized Optional<Duration> oldestWaiting(Instant now) {
        return waiting.oldest(now);
    }

    /** Whether a key has neither been left in this poll cycle nor deleted since the listing. */
    synchronized boolean isOpen(String key) {
        return !deferred.contains(key) && !deleted.contains(key);
    }

    synchronized void offer(SourceObject object) {
        offered.put(object.key(), object);
    }

    /** The object that was offered under a key, which is then offered no more. */
    synchronized Optional<SourceObject> take(String key) {
        SourceObject object = offered.remove(key);
        if (object != null) {
            taken.add(key);
        }
        return Optional.ofNullable(object);
    }

    /** The keys that were taken since the listing. */
    synchronized Set<String> taken() {
        return Set.copyOf(taken);
    }

    /** Whether an object is put off until all others were tried, since it had to be left in the poll cycle before. */
    synchronized boolean comesLast(String key) {
        boolean last = triedBefore.contains(key) && !deferred.contains(key);
        someComeLast |= last;
        return last;
    }

    /** Whether a listing from the start has put some off, and has not been followed by another. */
    synchronized boolean someComeLast() {
        return someComeLast;
    }

    /**
     * Leaves an object where it is without trying it.
     *
     * @return whether it is the first time in this poll cycle, as far as that is remembered
     */
    synchronized boolean defer(String key) {
        if (deferred.size() >= MOST && !deferred.contains(key)) {
            unnamed++;
            return false;
        }
        return deferred.add(key);
    }

    /**
     * An object that was in flight had to be deferred.
     *
     * @return why no more should be tried; nothing while few enough had to be left
     */
    synchronized Optional<Failure> deferred(ObjectInFlight object) {
        String key = object.key();
        deferred.add(key); // Were it forgotten, the poll cycle would try it again and again.
        if (object.isTried()) {
            tried.add(key);
        }
        if (object.export != null) {
            remembered.put(key, new Remembered(object.etag(), object.export.progress()));
        }
        if (tried.size() < MOST) {
            return Optional.empty();
        }
        String last = object.why == null
                ? "for no reason given"
                : object.why.reason().word() + ": " + object.why.getMessage();
        return Optional.of(new Failure(
                Reason.TOO_MANY_DEFERRED, String.format("%,d objects were deferred; the last: %s", MOST, last)));
    }

    /** An object is no longer where it came from. */
    synchronized void removed(String key) {
        deleted.add(key);
        remembered.remove(key);
        waiting.remove(key);
    }

    synchronized Collection<String> deferred() {
        return List.copyOf(deferred);
    }

    /** How many keys were left in this poll cycle, those included that were too many to be remembered. */
    synchronized long deferredCount() {
        return deferred.size() + unnamed;
    }

    /** How far an object came when it was last deferred. */
    synchronized Progress progress(SourceObject object) {
        Remembered last = remembered.get(object.key());
        return last != null && last.etag().equals(object.etag()) ? last.progress() : Progress.NONE;
    }

    synchronized void warnOfAnotherVersion(ObjectInFlight object) {
        Remembered last = remembered.get(object.key());
        if (last != null
                && !last.etag().equals(object.etag())
                && last.progress().rows() > 0) {
            LogFields.about(LOG.atWarn(), object.key())
                    .log(
                            "{} was overwritten after rows of it had been imported; those that both versions have may be there"
                                    + " twice",
                            Escaped.of(object.key()));
        }
    }
}
