package io.footbridge.benchmark.party;

import io.footbridge.batch.Batch;
import io.footbridge.batch.BatchPacker;
import io.footbridge.batch.Batches;
import io.footbridge.bucket.Destinations;
import io.footbridge.bucket.Exports;
import io.footbridge.bucket.Intake;
import io.footbridge.bucket.ListedS3Client;
import io.footbridge.bucket.Settlement;
import io.footbridge.command.Application;
import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.Columns;
import io.footbridge.export.Export;
import io.footbridge.export.ExportFormat;
import io.footbridge.export.Line;
import io.footbridge.export.Rows;
import io.footbridge.export.Selection;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.RefusalStreak;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Footbridge's own beans, called one after the other in a loop: what is left of Footbridge without Camel. No route that
 * calls the same beans can be faster.
 */
public final class BeansLoop {

    private static final int PAGE = 1000;

    private final Settings settings;
    private final Intake intake;
    private final ListedS3Client s3;
    private final Settlement settlement;
    private final Rows rows;
    private final Batches batches;
    private final Exports exports;
    private final BeansImport td;

    private BeansLoop(Application application) {
        this.settings = application.settings();
        this.intake = application.intake();
        this.s3 = new ListedS3Client(
                application.bucket(), new Selection(Set.of()), intake, new Destinations("imported/", "failed/"));
        RefusalStreak streak = new RefusalStreak();
        this.settlement = new Settlement(intake, application.accounts(), streak);
        Columns columns = new Columns(settings.get(Setting.EXPORT_COLUMNS));
        ZoneId zone = ZoneId.of(settings.get(Setting.SCORER_TIME_ZONE));
        boolean lineage = settings.flag(Setting.IMPORT_LINEAGE);
        BatchLimits limits = new BatchLimits(
                settings.integer(Setting.BATCH_MAX_RECORDS), settings.longInteger(Setting.BATCH_MAX_BYTES));
        this.rows = new Rows(columns, zone, lineage);
        this.batches = new Batches(
                settings.get(Setting.TD_DATABASE),
                settings.get(Setting.TD_TABLE),
                settings.integer(Setting.BATCH_GZIP_LEVEL));
        this.exports = new Exports(
                s3,
                intake,
                ExportFormat.senseVideo(columns),
                archiveLimits(),
                limits,
                settings.integer(Setting.IMPORT_MAX_REJECTS));
        this.td = new BeansImport(settings, application.accounts(), streak);
    }

    public static void main(String[] args) throws Exception {
        run(System.getenv());
    }

    /** Imports all that is under the prefix. */
    public static void run(Map<String, String> environment) throws Exception {
        try (Application application = new Application(Settings.read(environment, Path.of("")), Path.of(""))) {
            BeansLoop loop = new BeansLoop(application);
            try (loop.td) {
                loop.importAll();
            }
        }
    }

    private void importAll() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(settings.integer(Setting.IMPORT_PARALLEL_OBJECTS));
        try {
            List<Future<?>> imports = new ArrayList<>();
            String marker = null;
            do {
                ListObjectsResponse page = list(marker);
                for (S3Object object : page.contents()) {
                    if (intake.take(object.key())) {
                        imports.add(pool.submit(() -> importObject(object.key())));
                    }
                }
                marker = page.nextMarker();
            } while (marker != null);
            for (Future<?> done : imports) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private ListObjectsResponse list(String marker) {
        return s3.listObjects(list -> list.bucket(settings.get(Setting.S3_BUCKET))
                .prefix(settings.get(Setting.S3_PREFIX))
                .maxKeys(PAGE)
                .marker(marker));
    }

    private Void importObject(String key) throws IOException {
        String bucket = settings.get(Setting.S3_BUCKET);
        try {
            Export export = exports.open(key);
            while (export.hasNextBatch()) {
                Batch batch = pack(export);
                if (!batch.isEmpty()) {
                    td.put(export, batch);
                }
            }
            export.finish();
            export.through();
            s3.copyObject(copy -> copy.sourceBucket(bucket)
                    .sourceKey(key)
                    .destinationBucket(bucket)
                    .destinationKey(settings.get(Setting.S3_IMPORTED_PREFIX) + key));
            settlement.imported(key, export);
            s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        } finally {
            intake.release(key);
        }
        return null;
    }

    private Batch pack(Export export) {
        BatchPacker packer = batches.begin(export);
        for (Iterator<Line> lines = export.nextBatch(); lines.hasNext(); ) {
            Line line = lines.next();
            packer.add(rows.row(line), line);
        }
        return batches.seal(packer, export);
    }

    private ArchiveLimits archiveLimits() {
        return new ArchiveLimits(
                settings.integer(Setting.ARCHIVE_MAX_ENTRIES),
                settings.longInteger(Setting.ARCHIVE_MAX_ENTRY_BYTES),
                settings.longInteger(Setting.ARCHIVE_MAX_BYTES),
                settings.integer(Setting.ARCHIVE_MAX_RATIO),
                settings.integer(Setting.ARCHIVE_MAX_LINE_BYTES));
    }
}
