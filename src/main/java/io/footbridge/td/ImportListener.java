package io.footbridge.td;

import io.footbridge.failure.Failure;

/** Is told how one import fares, on the thread that sends it. */
public interface ImportListener {

    /** An attempt failed, and another one will be made. */
    default void again(Failure why) {}

    /**
     * The last attempt failed.
     *
     * @return the failure as whoever wanted the import is to see it
     */
    default Failure failed(Failure why) {
        return why;
    }
}
