package io.footbridge.failure;

import java.util.Locale;

/** Why something failed, from a fixed list: what sidecars, metrics and the runbook are keyed by. */
public enum Reason {
    // The archive
    EMPTY_OBJECT(Sort.DATA),
    CORRUPT_GZIP(Sort.DATA),
    CORRUPT_TAR(Sort.DATA),
    UNSAFE_NAME(Sort.DATA),
    UNSAFE_MEMBER(Sort.DATA),
    DUPLICATE_ENTRY(Sort.DATA),
    TOO_MANY_ENTRIES(Sort.DATA),
    ENTRY_TOO_LARGE(Sort.DATA),
    ARCHIVE_TOO_LARGE(Sort.DATA),
    EXPANSION_RATIO(Sort.DATA),
    LINE_TOO_LONG(Sort.DATA),

    // Its lines
    BAD_HEADER(Sort.DATA),
    TOO_MANY_REJECTS(Sort.DATA),
    NO_GOOD_LINE(Sort.DATA),
    CORRUPT_REJECTS(Sort.DATA),

    // Treasure Data
    TD_BAD_REQUEST(Sort.DATA),
    TD_TOO_LARGE(Sort.DATA),
    TD_INVALID(Sort.DATA),
    TD_UNAUTHORIZED(Sort.CONFIGURATION),
    TD_FORBIDDEN(Sort.CONFIGURATION),
    TD_NOT_FOUND(Sort.CONFIGURATION),
    TD_THROTTLED(Sort.TRANSIENT),
    TD_UNAVAILABLE(Sort.TRANSIENT),
    TD_UNEXPECTED_ANSWER(Sort.TRANSIENT),

    // S3
    S3_DENIED(Sort.CONFIGURATION),
    S3_BUCKET_MISSING(Sort.CONFIGURATION),
    S3_OBJECT_DENIED(Sort.TRANSIENT),
    S3_OBJECT_CHANGED(Sort.TRANSIENT),
    S3_OBJECT_GONE(Sort.TRANSIENT),
    S3_CUT_SHORT(Sort.TRANSIENT),
    S3_READS_DIFFER(Sort.TRANSIENT),
    S3_TOO_SLOW(Sort.TRANSIENT),
    /** Too large to be copied in one request: it can go nowhere, so it stays. */
    OBJECT_TOO_LARGE(Sort.TRANSIENT),
    /** Too long for a copy under the imported or the failed prefix: it can go nowhere, so it stays. */
    KEY_TOO_LONG(Sort.TRANSIENT),
    S3_UNAVAILABLE(Sort.TRANSIENT),

    // Footbridge itself: never held against the data
    STOPPING(Sort.TRANSIENT),
    /** Not tried, since the intake had been paused for another object's failure. */
    PAUSED(Sort.TRANSIENT),
    UNKNOWN_DATASET(Sort.TRANSIENT),
    TOO_MANY_DEFERRED(Sort.TRANSIENT),
    OUT_OF_MEMORY(Sort.TRANSIENT),
    INTERNAL(Sort.TRANSIENT);

    private final Sort sort;

    Reason(Sort sort) {
        this.sort = sort;
    }

    public Sort sort() {
        return sort;
    }

    /** The name in sidecars, metrics and messages, such as {@code corrupt-gzip}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
