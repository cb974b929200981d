package io.footbridge.export;

/**
 * Where a batch ends: after so many lines or so many bytes of them, whichever comes first.
 *
 * @param maxRecords data lines, rejected ones included
 * @param maxBytes of the lines as they stand in the archive
 */
public record BatchLimits(int maxRecords, long maxBytes) {}
