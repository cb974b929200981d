package io.footbridge.td;

/** A query that Treasure Data did not answer; the message carries its own text. */
public final class JobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobException(String message) {
        super(message);
    }

    JobException(String message, Throwable cause) {
        super(message, cause);
    }
}
