package io.footbridge.failure;

import java.util.Optional;

/** What stops one object: the reason, and the entry and line where there is one. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String entry;
    private final long line;

    /** The key of the object that the failed request was for; null if it is the one in flight. */
    private String key;

    public Failure(Reason reason, String message) {
        this(reason, message, null, 0, null);
    }

    public Failure(Reason reason, String message, Throwable cause) {
        this(reason, message, null, 0, cause);
    }

    /**
     * @param entry the name of the archive's member, or null
     * @param line the line in that member, from 1, or 0
     */
    public Failure(Reason reason, String message, String entry, long line, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.entry = entry;
        this.line = line;
    }

    /** The same failure, and what could not be done for it. */
    public Failure because(String what) {
        return new Failure(reason, what + ": " + getMessage(), entry, line, getCause());
    }

    /** The same failure, of one entry. */
    public Failure in(String entryName) {
        return entryName == null ? this : new Failure(reason, getMessage(), entryName, line, getCause());
    }

    /** Says which object the failed request was for. */
    public Failure of(String objectKey) {
        key = objectKey;
        return this;
    }

    /** Whether it is the failure of a request for that object. */
    public boolean isOf(String objectKey) {
        return key == null || key.equals(objectKey);
    }

    public Reason reason() {
        return reason;
    }

    /** The message for the log, with the entry and the line where there is one. */
    public String detail() {
        if (entry == null) {
            return getMessage();
        }
        return getMessage() + ", in " + Escaped.of(entry) + (line > 0 ? " line " + line : "");
    }

    public FailureKind kind() {
        return reason.kind();
    }

    public Optional<String> entry() {
        return Optional.ofNullable(entry);
    }

    /** The line in the entry, from 1; 0 if the failure is not of one line. */
    public long line() {
        return line;
    }
}
