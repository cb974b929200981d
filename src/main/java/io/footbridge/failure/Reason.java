package io.footbridge.failure;

import java.util.Locale;

/** Why something failed, from a fixed list: what sidecars, metrics and the runbook are keyed by. */
public enum Reason {
    // The archive
    EMPTY_OBJECT(FailureKind.DATA),
    CORRUPT_GZIP(FailureKind.DATA),
    CORRUPT_TAR(FailureKind.DATA),
    UNSAFE_NAME(FailureKind.DATA),
    UNSAFE_MEMBER(FailureKind.DATA),
    DUPLICATE_ENTRY(FailureKind.DATA),
    TOO_MANY_ENTRIES(FailureKind.DATA),
    ENTRY_TOO_LARGE(FailureKind.DATA),
    ARCHIVE_TOO_LARGE(FailureKind.DATA),
    EXPANSION_RATIO(FailureKind.DATA),
    LINE_TOO_LONG(FailureKind.DATA),

    // Its lines
    BAD_HEADER(FailureKind.DATA),
    TOO_MANY_REJECTS(FailureKind.DATA),
    NO_GOOD_LINE(FailureKind.DATA),
    CORRUPT_REJECTS(FailureKind.DATA),

    // Treasure Data
    TD_BAD_REQUEST(FailureKind.DATA),
    TD_TOO_LARGE(FailureKind.DATA),
    TD_INVALID(FailureKind.DATA),
    TD_UNAUTHORIZED(FailureKind.CONFIGURATION),
    TD_FORBIDDEN(FailureKind.CONFIGURATION),
    TD_NOT_FOUND(FailureKind.CONFIGURATION),
    TD_THROTTLED(FailureKind.TRANSIENT),
    TD_UNAVAILABLE(FailureKind.TRANSIENT),
    TD_UNEXPECTED_ANSWER(FailureKind.TRANSIENT),

    // S3
    S3_DENIED(FailureKind.CONFIGURATION),
    S3_BUCKET_MISSING(FailureKind.CONFIGURATION),
    S3_OBJECT_DENIED(FailureKind.TRANSIENT),
    S3_OBJECT_CHANGED(FailureKind.TRANSIENT),
    S3_OBJECT_GONE(FailureKind.TRANSIENT),
    S3_CUT_SHORT(FailureKind.TRANSIENT),
    S3_READS_DIFFER(FailureKind.TRANSIENT),
    S3_TOO_SLOW(FailureKind.TRANSIENT),
    /** Too large to be copied in one request: it can go nowhere, so it stays. */
    OBJECT_TOO_LARGE(FailureKind.TRANSIENT),
    /** Too long for a copy under the imported or the failed prefix: it can go nowhere, so it stays. */
    KEY_TOO_LONG(FailureKind.TRANSIENT),
    S3_UNAVAILABLE(FailureKind.TRANSIENT),

    // Footbridge itself: never held against the data
    STOPPING(FailureKind.TRANSIENT),
    /** Not tried, since the intake had been paused for another object's failure. */
    PAUSED(FailureKind.TRANSIENT),
    UNKNOWN_DATASET(FailureKind.TRANSIENT),
    TOO_MANY_DEFERRED(FailureKind.TRANSIENT),
    OUT_OF_MEMORY(FailureKind.TRANSIENT),
    INTERNAL(FailureKind.TRANSIENT);

    private final FailureKind kind;

    Reason(FailureKind kind) {
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }

    /** The name in sidecars, metrics and messages, such as {@code corrupt-gzip}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
