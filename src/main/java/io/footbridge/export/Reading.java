package io.footbridge.export;

import io.footbridge.row.ExportFormat;

/** How the objects of a dataset are read. */
public record Reading(
        ExportFormat format, ArchiveLimits archiveLimits, BatchLimits batchLimits, RejectLimits rejectLimits) {}
