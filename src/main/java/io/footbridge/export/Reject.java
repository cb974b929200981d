package io.footbridge.export;

import io.footbridge.row.Line;

/** A line that was not imported, and why. */
public record Reject(Line line, String reason) {}
