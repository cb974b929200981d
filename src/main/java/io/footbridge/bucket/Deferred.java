package io.footbridge.bucket;

import io.footbridge.export.Progress;
import io.footbridge.export.SourceObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects that a tick had to leave where they are, and how far they came. Those that were tried come last in the tick
 * after it. Only so many are remembered. Guarded by the {@link Intake}.
 */
final class Deferred {

    /** How many that were tried, and how many that were not. */
    static final int MOST = 10_000;

    private final Set<String> keys = new HashSet<>();
    private final Set<String> tried = new HashSet<>();
    private final Set<String> triedBefore = new HashSet<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private boolean someComeLast;
    private long unnamed;

    private record Remembered(String etag, Progress progress) {}

    void beginTick() {
        remembered.keySet().retainAll(keys);
        triedBefore.clear();
        triedBefore.addAll(tried);
        tried.clear();
        keys.clear();
    }

    /** A listing begins from the start, and shows once more what is not tried. */
    void beginPass() {
        unnamed = 0;
        someComeLast = false;
    }

    /**
     * Takes note of an object that is not tried.
     *
     * @return whether it is the first time in this tick, as far as that is remembered
     */
    boolean add(String key) {
        if (keys.size() >= MOST && !keys.contains(key)) {
            unnamed++;
            return false;
        }
        return keys.add(key);
    }

    /** Takes note of an object that was in flight. */
    void add(Held held) {
        String key = held.object.key();
        keys.add(key); // Were it forgotten, the tick would try it again and again.
        if (held.isTried()) {
            tried.add(key);
        }
        if (held.export != null) {
            remembered.put(key, new Remembered(held.object.etag(), held.export.progress()));
        }
    }

    /** An object is no longer where it came from. */
    void forget(String key) {
        remembered.remove(key);
    }

    boolean contains(String key) {
        return keys.contains(key);
    }

    /** Whether so many were tried that no more should be. */
    boolean isFull() {
        return tried.size() >= MOST;
    }

    /** Whether an object was tried in the tick before, and waits for the end of this one. */
    boolean comesLast(String key) {
        boolean last = triedBefore.contains(key) && !keys.contains(key);
        someComeLast |= last;
        return last;
    }

    /** Whether there was one of those since the listing began. */
    boolean someComeLast() {
        return someComeLast;
    }

    /** How far the object came when it was last left. */
    Progress progress(SourceObject object) {
        Remembered last = remembered.get(object.key());
        return last != null && last.etag().equals(object.etag()) ? last.progress() : Progress.NONE;
    }

    /** Whether rows of another version of the object were imported when it was last left. */
    boolean hasRowsOfAnotherVersion(SourceObject object) {
        Remembered last = remembered.get(object.key());
        return last != null
                && !last.etag().equals(object.etag())
                && last.progress().rows() > 0;
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    /** How many there are, those included that were too many to be remembered. */
    long count() {
        return keys.size() + unnamed;
    }
}
