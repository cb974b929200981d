package io.footbridge.export;

import java.io.Closeable;

/** Lines, one after the other. */
interface LineSource extends Closeable {

    /**
     * The next line with something on it, or null once everything was read clean to its end.
     *
     * @throws io.footbridge.failure.Failure if there is no clean end to reach
     */
    Line next();

    /**
     * Reads all that is left, as {@link #next} would, without making anything of it.
     *
     * @throws io.footbridge.failure.Failure as {@link #next} does
     */
    void readThrough();

    /** Gives back what only waits; the next line takes it up again. */
    void release();

    /** The same lines once more, from the first. */
    LineSource again();

    @Override
    void close();
}
