package io.footbridge.settings;

import io.footbridge.failure.Escaped;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Every setting; a constant's name is also the environment variable that overrides it. */
public enum Setting {
    S3_BUCKET("s3.bucket", Presence.REQUIRED, ValueFormat.BUCKET),
    S3_REGION("s3.region", Presence.DEFAULTED, ValueFormat.text("a region such as ap-northeast-1")),
    S3_ENDPOINT("s3.endpoint", Presence.OPTIONAL, ValueFormat.SERVER),
    S3_ACCESS_KEY_ID("s3.access-key-id", Presence.OPTIONAL, ValueFormat.text("the id of an access key")),
    S3_SECRET_ACCESS_KEY("s3.secret-access-key", Presence.SECRET, ValueFormat.text("the secret of that access key")),
    S3_TIMEOUT_SECONDS("s3.timeout-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 3600)),
    S3_PREFIX("s3.prefix", Presence.DEFAULTED, ValueFormat.PREFIX),
    S3_IMPORTED_PREFIX("s3.imported-prefix", Presence.DEFAULTED, ValueFormat.PREFIX),
    S3_FAILED_PREFIX("s3.failed-prefix", Presence.DEFAULTED, ValueFormat.PREFIX),
    S3_REPORTS_PREFIX("s3.reports-prefix", Presence.DEFAULTED, ValueFormat.PREFIX),
    S3_MIN_BYTES_PER_SECOND("s3.min-bytes-per-second", Presence.DEFAULTED, ValueFormat.integer(1, 1_073_741_824)),
    S3_SLOW_SECONDS("s3.slow-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 3600)),

    SCORER_DEVICES("scorer.devices", Presence.OPTIONAL, ValueFormat.text("ids of cameras, separated by commas")),
    SCORER_TIME_ZONE("scorer.time-zone", Presence.DEFAULTED, ValueFormat.ZONE),

    TD_API_KEY("td.api-key", Presence.REQUIRED_SECRET, ValueFormat.TD_KEY),
    TD_API_SERVER("td.api-server", Presence.DEFAULTED, ValueFormat.SERVER),
    TD_IMPORT_SERVER("td.import-server", Presence.OPTIONAL, ValueFormat.SERVER),
    TD_DATABASE("td.database", Presence.REQUIRED, ValueFormat.TD_NAME),
    TD_TABLE("td.table", Presence.DEFAULTED, ValueFormat.TD_NAME),
    TD_TIMEOUT_SECONDS("td.timeout-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 3600)),
    TD_RETRY_SECONDS("td.retry-seconds", Presence.DEFAULTED, ValueFormat.integer(0, 3600)),

    SCHEDULE_CRON("schedule.cron", Presence.DEFAULTED, ValueFormat.CRON),
    SCHEDULE_TIME_ZONE("schedule.time-zone", Presence.DEFAULTED, ValueFormat.CRON_ZONE),
    SCHEDULE_RETRY_SECONDS("schedule.retry-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 86_400)),

    EXPORT_FORMAT("export.format", Presence.DEFAULTED, ValueFormat.EXPORT_FORMAT),
    EXPORT_HEADER("export.header", Presence.DEFAULTED, ValueFormat.FLAG),
    EXPORT_KEYS("export.keys", Presence.DEFAULTED, ValueFormat.KEY_LAYOUT),
    EXPORT_COLUMNS("export.columns", Presence.DEFAULTED, ValueFormat.COLUMNS),

    IMPORT_LINEAGE("import.lineage", Presence.DEFAULTED, ValueFormat.FLAG),
    IMPORT_MAX_REJECTS("import.max-rejects", Presence.DEFAULTED, ValueFormat.integer(0, 100_000)),
    IMPORT_PARALLEL_OBJECTS("import.parallel-objects", Presence.DEFAULTED, ValueFormat.integer(1, 256)),

    BATCH_MAX_RECORDS("batch.max-records", Presence.DEFAULTED, ValueFormat.integer(1, 1_000_000)),
    BATCH_MAX_BYTES("batch.max-bytes", Presence.DEFAULTED, ValueFormat.integer(1024, 268_435_456)),
    BATCH_GZIP_LEVEL("batch.gzip-level", Presence.DEFAULTED, ValueFormat.integer(1, 9)),

    ARCHIVE_MAX_ENTRIES("archive.max-entries", Presence.DEFAULTED, ValueFormat.integer(1, 10_000_000)),
    ARCHIVE_MAX_ENTRY_BYTES("archive.max-entry-bytes", Presence.DEFAULTED, ValueFormat.integer(1024, Long.MAX_VALUE)),
    ARCHIVE_MAX_BYTES("archive.max-bytes", Presence.DEFAULTED, ValueFormat.integer(1024, Long.MAX_VALUE)),
    ARCHIVE_MAX_RATIO("archive.max-ratio", Presence.DEFAULTED, ValueFormat.integer(2, 1_000_000)),
    ARCHIVE_MAX_LINE_BYTES("archive.max-line-bytes", Presence.DEFAULTED, ValueFormat.integer(1024, 16_777_216)),

    REPORT_ENABLED("report.enabled", Presence.DEFAULTED, ValueFormat.FLAG),
    REPORT_CRON("report.cron", Presence.DEFAULTED, ValueFormat.CRON),
    REPORT_TIME_ZONE("report.time-zone", Presence.DEFAULTED, ValueFormat.CRON_ZONE),
    REPORT_MINIMUM_GROUP("report.minimum-group", Presence.DEFAULTED, ValueFormat.integer(0, 1_000_000)),
    REPORT_TIMEOUT_SECONDS("report.timeout-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 86_400)),

    EDGE_ENABLED("edge.enabled", Presence.DEFAULTED, ValueFormat.FLAG),
    EDGE_PORT("edge.port", Presence.DEFAULTED, ValueFormat.integer(1, 65_535)),
    EDGE_TOKEN("edge.token", Presence.SECRET, ValueFormat.TOKEN),
    EDGE_PREFIX("edge.prefix", Presence.DEFAULTED, ValueFormat.PREFIX),
    EDGE_TABLE("edge.table", Presence.DEFAULTED, ValueFormat.TD_NAME),
    EDGE_BATCH_MAX_COUNTS("edge.batch-max-counts", Presence.DEFAULTED, ValueFormat.integer(1, 1000)),
    EDGE_BATCH_MAX_SECONDS("edge.batch-max-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 86_400)),

    HTTP_MAX_CONNECTIONS("http.max-connections", Presence.DEFAULTED, ValueFormat.integer(8, 65_536)),
    HTTP_REQUEST_SECONDS("http.request-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 3600)),

    MANAGEMENT_ENABLED("management.enabled", Presence.DEFAULTED, ValueFormat.FLAG),
    MANAGEMENT_HOST(
            "management.host", Presence.DEFAULTED, ValueFormat.text("an address of this machine such as 0.0.0.0")),
    MANAGEMENT_PORT("management.port", Presence.DEFAULTED, ValueFormat.integer(0, 65_535)),
    HEALTH_INTERVAL_SECONDS("health.interval-seconds", Presence.DEFAULTED, ValueFormat.integer(1, 3600)),
    HEALTH_OLDEST_OBJECT_SECONDS(
            "health.oldest-object-seconds", Presence.DEFAULTED, ValueFormat.integer(60, 31_536_000)),
    TRACING_ENDPOINT("tracing.endpoint", Presence.OPTIONAL, ValueFormat.SERVER),

    LOG_LEVEL("log.level", Presence.DEFAULTED, ValueFormat.LOG_LEVEL),
    LOG_FORMAT("log.format", Presence.DEFAULTED, ValueFormat.LOG_FORMAT);

    /** The groups of which every setting may differ from dataset to dataset, and what else may. */
    /** What may stand in a value by mistake: the login of an address, and a key of Treasure Data. */
    private static final Pattern SECRET_PART = Pattern.compile("(?<=//)[^/@]*(?=@)|(?:[0-9]+/)?[a-fA-F0-9]{40}");

    private static final Set<String> GROUPS_OF_DATASET = Set.of("scorer", "export", "import", "batch");

    private static final Set<Setting> OF_DATASET =
            EnumSet.of(S3_PREFIX, TD_DATABASE, TD_TABLE, SCHEDULE_CRON, SCHEDULE_TIME_ZONE);

    private final String key;
    private final Presence presence;

    @SuppressWarnings("ImmutableEnumChecker") // A form closes over constants only.
    private final ValueFormat form;

    Setting(String key, Presence presence, ValueFormat form) {
        this.key = key;
        this.presence = presence;
        this.form = form;
    }

    private enum Presence {
        REQUIRED,
        REQUIRED_SECRET,
        OPTIONAL,
        SECRET,
        DEFAULTED
    }

    /** The name in {@code application.properties}. */
    public String key() {
        return key;
    }

    public String variable() {
        return name();
    }

    /** The variable that stands for a key, whether it is a setting's or somebody's own. */
    public static String variableOf(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    public boolean isOfDataset() {
        return OF_DATASET.contains(this) || GROUPS_OF_DATASET.contains(key.substring(0, key.indexOf('.')));
    }

    /** Whether its value may be shown to nobody. */
    public boolean isSecret() {
        return presence == Presence.SECRET || presence == Presence.REQUIRED_SECRET;
    }

    boolean isRequired() {
        return presence != Presence.OPTIONAL && presence != Presence.SECRET;
    }

    /** Its key and its variable, such as {@code td.table (TD_TABLE)}. */
    String title() {
        return key + " (" + variable() + ")";
    }

    /** What is wrong with a value, in one line that never shows a secret. */
    Optional<String> complaint(Optional<String> value) {
        if (value.isEmpty()) {
            return isRequired()
                    ? Optional.of(title() + " is not set; expected " + form.description())
                    : Optional.empty();
        }
        if (form.accepts().test(value.get())) {
            return Optional.empty();
        }
        String shown = isSecret()
                ? "malformed"
                : "'" + Escaped.of(SECRET_PART.matcher(value.get()).replaceAll("…")) + "'";
        String hint = isSecret() ? "" : form.hint().apply(value.get());
        return Optional.of(title() + " is " + shown + "; expected " + form.description() + hint);
    }
}
