package io.footbridge.export;

/**
 * What an archive may ask of the machine.
 *
 * @param maxEntries members of one archive
 * @param maxEntryBytes of one member, unpacked
 * @param maxBytes of one archive, unpacked
 * @param maxRatio unpacked bytes for one packed byte, once {@link #RATIO_FROM_BYTES} are unpacked
 * @param maxLineBytes of one line
 */
public record ArchiveLimits(int maxEntries, long maxEntryBytes, long maxBytes, int maxRatio, int maxLineBytes) {

    /** Short archives of much the same lines compress very well, and can do no harm. */
    public static final long RATIO_FROM_BYTES = 16L << 20;
}
