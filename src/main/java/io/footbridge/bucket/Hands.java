package io.footbridge.bucket;

/**
 * How many objects may be worked on at a time: as many as the route has threads for, and fewer for the rest of a tick in
 * which memory ran out. Guarded by the {@link Intake}.
 */
final class Hands {

    private int limit = Integer.MAX_VALUE;
    private int busy;

    /** Takes a hand, if one is free. */
    boolean take() {
        if (busy >= limit) {
            return false;
        }
        busy++;
        return true;
    }

    void giveBack() {
        busy--;
    }

    /** From now on, half as many as are busy now: at least one. */
    void fewer() {
        limit = Math.max(1, Math.min(limit, busy) / 2);
    }

    /** As many as there are threads. */
    void all() {
        limit = Integer.MAX_VALUE;
    }
}
