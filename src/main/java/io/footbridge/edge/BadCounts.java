package io.footbridge.edge;

/** A request that holds something else than counts; the message is for whoever sent it. */
public final class BadCounts extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadCounts(String message) {
        super(message, null, false, false);
    }
}
