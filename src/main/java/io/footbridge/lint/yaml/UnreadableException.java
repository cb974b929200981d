package io.footbridge.lint.yaml;

/** What keeps a YAML file from being read; the message says what to do. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final boolean tabbed;

    UnreadableException(int line, String message) {
        this(line, false, message);
    }

    UnreadableException(int line, boolean tabbed, String message) {
        super(message);
        this.line = line;
        this.tabbed = tabbed;
    }

    /** Where, from 1. */
    public int line() {
        return line;
    }

    /** Whether a line is indented with a tab. */
    public boolean isTabbed() {
        return tabbed;
    }
}
