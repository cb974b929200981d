package io.footbridge.edge;

/** A request from which nothing is taken; the message is for whoever sent it. */
public final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of the answer in HTTP */
    RefusedRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
