package io.footbridge.sandbox;

import io.footbridge.sandbox.s3.S3Operation;

/** What Footbridge was about to learn when it is killed. */
public enum KillPoint {
    /** Any request at all. */
    RANDOM("random instants"),
    /** Treasure Data keeps a batch, and nobody hears of it. */
    BATCH_UNANSWERED("batch unanswered"),
    /** A batch was answered, and the next one of the same object comes to nothing. Takes objects one at a time. */
    BETWEEN_BATCHES("between batches"),
    REJECTS_WRITTEN("rejects written"),
    COPIED("copied"),
    DELETED("deleted"),
    SIDECAR_WRITTEN("sidecar written"),
    DEAD_LETTER_COPIED("dead letter copied");

    private final String words;

    KillPoint(String words) {
        this.words = words;
    }

    /** Whether it is about this request to S3. */
    boolean isAt(S3Operation operation, String key) {
        return switch (this) {
            case RANDOM -> true;
            case BATCH_UNANSWERED, BETWEEN_BATCHES -> false;
            case REJECTS_WRITTEN -> operation == S3Operation.PUT && key.endsWith(".rejects.jsonl");
            case COPIED -> operation == S3Operation.COPY && key.startsWith("imported/");
            case DELETED -> operation == S3Operation.DELETE;
            case SIDECAR_WRITTEN -> operation == S3Operation.PUT && key.endsWith(".error.json");
            case DEAD_LETTER_COPIED -> operation == S3Operation.COPY && key.startsWith("failed/");
        };
    }

    /**
     * Whether it is about this request to Treasure Data.
     *
     * @param batch the number of the batch that it carries, counted from 1 in its object
     */
    boolean isAtImport(int batch) {
        return this == RANDOM || this == BATCH_UNANSWERED || (this == BETWEEN_BATCHES && batch > 1);
    }

    @Override
    public String toString() {
        return words;
    }
}
