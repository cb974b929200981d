package io.footbridge.intake;

import io.footbridge.batch.Batches;
import io.footbridge.batch.Destination;
import io.footbridge.batch.Fingerprint;
import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.Reading;
import io.footbridge.export.RejectLimits;
import io.footbridge.key.Selection;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.row.Columns;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Rows;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.RefusalStreak;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One kind of data and its way: which objects of the bucket it is, what a line of them is, and which table its rows go to;
 * and how far it has come. What stops one dataset does not stop another.
 */
public final class Dataset {

    private final Settings settings;
    private final ImportMetrics metrics;
    private final Intake intake;
    private final RefusalStreak refusals = new RefusalStreak();
    private final Rows rows;
    private final Reading reading;
    private final Fingerprint fingerprint;
    private final Batches batches;

    public Dataset(Settings settings, MeterRegistry meters) {
        this.settings = settings;
        this.metrics = new ImportMetrics(meters, settings.dataset());
        Columns columns = new Columns(settings.get(Setting.EXPORT_COLUMNS));
        ExportFormat format = ExportFormat.of(
                settings.get(Setting.EXPORT_FORMAT),
                settings.flag(Setting.EXPORT_HEADER),
                columns,
                settings.get(Setting.EXPORT_KEYS));
        this.intake = new Intake(this, metrics, refusals, format.layout());
        ZoneId timeZone = ZoneId.of(settings.get(Setting.SCORER_TIME_ZONE));
        boolean hasLineage = settings.flag(Setting.IMPORT_LINEAGE);
        this.rows = new Rows(format, timeZone, hasLineage);
        this.reading = reading(format, settings);
        this.batches = new Batches(
                Destination.of(database(), table(), columns, hasLineage), settings.integer(Setting.BATCH_GZIP_LEVEL));
        this.fingerprint = new Fingerprint(format, timeZone, hasLineage, reading.batchLimits(), database(), table());
    }

    public String name() {
        return settings.dataset();
    }

    /** Whether it is the one that the keys without a name describe. */
    public boolean isFirst() {
        return settings.isFirstDataset();
    }

    public Settings settings() {
        return settings;
    }

    public String prefix() {
        return settings.get(Setting.S3_PREFIX);
    }

    public String database() {
        return settings.get(Setting.TD_DATABASE);
    }

    public String table() {
        return settings.get(Setting.TD_TABLE);
    }

    public ImportMetrics metrics() {
        return metrics;
    }

    public Intake intake() {
        return intake;
    }

    public RefusalStreak refusals() {
        return refusals;
    }

    public Rows rows() {
        return rows;
    }

    public Reading reading() {
        return reading;
    }

    public Batches batches() {
        return batches;
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    private static Reading reading(ExportFormat format, Settings settings) {
        int lineBytes = settings.integer(Setting.ARCHIVE_MAX_LINE_BYTES);
        return new Reading(
                format,
                new ArchiveLimits(
                        settings.integer(Setting.ARCHIVE_MAX_ENTRIES),
                        settings.longInteger(Setting.ARCHIVE_MAX_ENTRY_BYTES),
                        settings.longInteger(Setting.ARCHIVE_MAX_BYTES),
                        settings.integer(Setting.ARCHIVE_MAX_RATIO),
                        lineBytes),
                new BatchLimits(
                        settings.integer(Setting.BATCH_MAX_RECORDS), settings.longInteger(Setting.BATCH_MAX_BYTES)),
                // What an object may hold in memory for its bad lines is what it may hold for one line.
                new RejectLimits(settings.integer(Setting.IMPORT_MAX_REJECTS), lineBytes));
    }

    /** Which of the keys under its prefix are data. */
    public Selection selection() {
        return new Selection(reading.format().layout(), devices());
    }

    /** The ids of the cameras to import; none for all. */
    public Set<String> devices() {
        return settings.find(Setting.SCORER_DEVICES)
                .map(list -> Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(device -> !device.isEmpty())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    @Override
    public String toString() {
        return name();
    }
}
