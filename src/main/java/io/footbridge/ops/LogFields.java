package io.footbridge.ops;

import io.footbridge.failure.Reason;
import org.slf4j.spi.LoggingEventBuilder;

/** What a line of the log says as a field of its own where the log is JSON. */
public final class LogFields {

    /** The key of the object that the line is about. */
    public static final String KEY = "key";

    /** Why something failed: the word of a {@link Reason}. */
    public static final String REASON = "reason";

    public static final String ROWS = "rows";

    /** Where the rows of the object go. */
    public static final String DATASET = "dataset";

    private LogFields() {}

    /** A line about an object. */
    public static LoggingEventBuilder about(LoggingEventBuilder line, String key) {
        return line.addKeyValue(KEY, key);
    }

    /** A line about a failure of an object. */
    public static LoggingEventBuilder about(LoggingEventBuilder line, String key, Reason reason) {
        return about(about(line, key), reason);
    }

    /** A line about a failure. */
    public static LoggingEventBuilder about(LoggingEventBuilder line, Reason reason) {
        return line.addKeyValue(REASON, reason.word());
    }
}
