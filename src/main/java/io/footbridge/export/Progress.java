package io.footbridge.export;

import java.util.Set;

/**
 * How far an export came in an earlier try, so that the next one sends only what is missing.
 *
 * @param lines how many of its data lines are through: their rows were accepted, or they are among the rejected
 * @param rejected which of all its data lines were rejected, counted from 1
 * @param complete whether nothing was missing but the object's move
 * @param attempts how many tries dead-lettered it
 * @param unanswered whether the rows after those lines may have been stored by an attempt that was not answered
 */
public record Progress(
        long lines, Set<Long> rejected, int batches, long rows, boolean complete, int attempts, boolean unanswered) {

    public static final Progress NONE = new Progress(0, Set.of(), 0, 0, false, 0, false);

    public Progress {
        rejected = Set.copyOf(rejected);
    }

    /** The same with nothing left to do but the object's move. */
    public Progress completed() {
        return new Progress(lines, rejected, batches, rows, true, attempts, unanswered);
    }

    boolean isAccepted(long line) {
        return line <= lines && !rejected.contains(line);
    }
}
