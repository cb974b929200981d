package io.footbridge.sandbox.sql;

/** A statement that was not answered; the message is the engine's own. */
public final class QueryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean cancelled;

    public QueryException(String message, boolean cancelled, Throwable cause) {
        super(message, cause);
        this.cancelled = cancelled;
    }

    /** Whether somebody asked for it to be stopped. */
    public boolean isCancelled() {
        return cancelled;
    }
}
