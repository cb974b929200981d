package io.footbridge.export;

import io.footbridge.row.ExportFormat;

/**
 * How the objects of a dataset are read.
 *
 * @param format what a line of them is
 * @param archiveLimits what an object may ask for
 * @param batchLimits where its batches end
 * @param rejectLimits how many bad lines it may have
 */
public record Reading(
        ExportFormat format, ArchiveLimits archiveLimits, BatchLimits batchLimits, RejectLimits rejectLimits) {}
