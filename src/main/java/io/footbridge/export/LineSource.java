package io.footbridge.export;

import io.footbridge.row.Line;
import java.io.Closeable;

/** Lines, one after the other. */
public interface LineSource extends Closeable {

    /**
     * The next line with something on it, or null once everything was read clean to its end.
     *
     * @throws io.footbridge.failure.Failure if there is no clean end to reach
     */
    Line next();

    /**
     * Reads all of it by a read of its own, as {@link #next} would, without making anything of it. From then on no line
     * comes of other bytes.
     *
     * @throws io.footbridge.failure.Failure as {@link #next} does, or if the lines before came of other bytes
     */
    void verify();

    /**
     * Makes sure that the lines so far are those of the object, before it is said to be at fault for them.
     *
     * @throws io.footbridge.failure.Failure if another read brings other bytes
     */
    void confirm();

    @Override
    void close();
}
