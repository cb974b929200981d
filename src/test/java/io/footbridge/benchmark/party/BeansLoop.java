package io.footbridge.benchmark.party;

import io.footbridge.application.Application;
import io.footbridge.batch.Batch;
import io.footbridge.batch.BatchPacker;
import io.footbridge.bucket.LeastRate;
import io.footbridge.export.Export;
import io.footbridge.intake.Completion;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Destinations;
import io.footbridge.intake.Exports;
import io.footbridge.intake.Intake;
import io.footbridge.intake.ListedS3Client;
import io.footbridge.intake.ObjectInFlight;
import io.footbridge.row.Line;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
    private final Dataset dataset;
    private final Intake intake;
    private final ListedS3Client s3;
    private final Completion completion = new Completion();
    private final Exports exports;
    private final BeansImport td;

    private BeansLoop(Application application) {
        this.settings = application.settings();
        this.dataset = application.datasets().first();
        this.intake = dataset.intake();
        this.s3 = new ListedS3Client(
                application.services().bucket(),
                dataset.selection(),
                intake,
                new Destinations("imported/", "failed/"),
                LeastRate.DEFAULT);
        this.exports = new Exports(
                application.services().bucket(), application.services().leastRate());
        this.td = new BeansImport(settings, dataset);
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
                        imports.add(pool.submit(() -> importObject(intake.object(object.key()))));
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

    private Void importObject(ObjectInFlight object) throws IOException {
        String bucket = settings.get(Setting.S3_BUCKET);
        try {
            exports.open(object);
            Export export = object.export();
            while (export.hasNextBatch()) {
                Batch batch = pack(export);
                if (!batch.isEmpty()) {
                    td.put(export, batch);
                }
            }
            export.finish();
            export.through();
            String etag = '"' + object.etag() + '"';
            s3.copyObject(copy -> copy.sourceBucket(bucket)
                    .sourceKey(object.key())
                    .copySourceIfMatch(etag)
                    .destinationBucket(bucket)
                    .destinationKey(settings.get(Setting.S3_IMPORTED_PREFIX) + object.key()));
            s3.deleteObject(delete -> delete.bucket(bucket).key(object.key()).ifMatch(etag));
            completion.imported(object);
        } finally {
            intake.release(object.key());
        }
        return null;
    }

    private Batch pack(Export export) {
        BatchPacker packer = dataset.batches().begin(export);
        for (Iterator<Line> lines = export.nextBatch(); lines.hasNext(); ) {
            Line line = lines.next();
            packer.add(dataset.rows().row(line), line);
        }
        return dataset.batches().seal(packer, export);
    }
}
