package io.footbridge.export;

import static java.util.Objects.requireNonNull;

import io.footbridge.format.Line;

/** A line that was not imported, and why. */
public record Reject(Line line, String reason) {

    public Reject {
        requireNonNull(line, "line is null");
        requireNonNull(reason, "reason is null");
    }
}
