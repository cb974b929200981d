package io.footbridge.batch;

import io.footbridge.export.BatchLimits;
import io.footbridge.row.ExportFormat;
import java.time.ZoneId;

/**
 * The settings that change an object's rows, or where its batches end, and with that the ids. A start under another one than
 * the last warns, and a sidecar keeps the one under which its object failed. No id is made from it.
 *
 * <p>The gzip level is no part of it: it changes the bytes, but a different JRE's deflate does so too.
 */
public final class Fingerprint {

    /** To be raised whenever the same line would become another row. */
    private static final int FORMAT_VERSION = 1;

    private final String hex;

    public Fingerprint(
            ExportFormat format, ZoneId zone, boolean lineage, BatchLimits limits, String database, String table) {
        // What versions without the other formats have read is to have the fingerprint that they gave it.
        String read = format.isSenseVideo() ? "" : " " + format;
        this.hex = ImportId.hash(
                "format " + FORMAT_VERSION + read,
                format.columns().toString(),
                zone.getId(),
                "lineage " + lineage,
                "records " + limits.maxRecords(),
                "bytes " + limits.maxBytes(),
                database,
                table);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return hex;
    }
}
