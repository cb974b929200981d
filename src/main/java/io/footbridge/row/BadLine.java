package io.footbridge.row;

/**
 * A line that cannot become a row. It goes to the rejects file; the lines around it are imported.
 *
 * <p>It has no stack trace: a file may hold many, and where in the code one was found says nothing.
 */
public final class BadLine extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, naming the column but never showing what the line holds */
    public BadLine(String message) {
        super(message, null, false, false);
    }
}
