package io.footbridge.export;

/**
 * How much of an export may be bad without failing it.
 *
 * @param maxLines rejected lines of one object
 * @param maxBytes of those lines together
 */
public record RejectLimits(int maxLines, long maxBytes) {}
