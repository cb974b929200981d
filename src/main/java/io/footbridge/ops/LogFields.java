package io.footbridge.ops;

/** What a line of the log says as a field of its own where the log is JSON. */
public final class LogFields {

    /** The key of the object that the line is about. */
    public static final String KEY = "key";

    /** Why something failed: the word of a {@link io.footbridge.failure.Reason}. */
    public static final String REASON = "reason";

    public static final String ROWS = "rows";

    /** Where the rows of the object go. */
    public static final String DATASET = "dataset";

    private LogFields() {}
}
