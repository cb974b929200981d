package io.footbridge.ops;

import java.util.Locale;

/** What became of an object in a poll cycle. */
public enum Outcome {
    /** Every good row was accepted by TD; the object is under the imported prefix. */
    IMPORTED,
    /** There was no row in it; the object is under the imported prefix. */
    EMPTY,
    /** It is under the failed prefix, with the reason beside it. */
    FAILED,
    /** Somebody else took it away. */
    GONE,
    /** It is where it was, for the next try. */
    LEFT;

    /** The name in metrics, such as {@code imported}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
