package io.footbridge.benchmark.party;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The import as anyone would write it in an afternoon, with good libraries and no word of Footbridge's: list, and for each
 * object, several at a time, read the lines, make each a map, pack the maps, PUT, copy, delete. It checks lines and answers
 * as Footbridge does, and does nothing about trouble but to end.
 */
public final class PlainLoop {

    private static final String PREFIX = "AnalyzedData/Rule/future_standard.sensevideo.1.0/";
    private static final int DEVICE_SEGMENT = 3;
    private static final int BATCH_ROWS = 50_000;
    private static final int SPARE_CONNECTIONS = 8;

    private final String bucket;
    private final S3Client s3;
    private final PlainImport td;
    private final int gzipLevel;
    private final int parallelObjects;

    private PlainLoop(Map<String, String> environment) {
        this.bucket = environment.get("S3_BUCKET");
        this.gzipLevel = Integer.parseInt(environment.getOrDefault("BATCH_GZIP_LEVEL", "1"));
        this.parallelObjects = Integer.parseInt(environment.getOrDefault("IMPORT_PARALLEL_OBJECTS", "16"));
        this.td = new PlainImport(environment, parallelObjects);
        this.s3 = S3Client.builder()
                .region(Region.AP_NORTHEAST_1)
                .endpointOverride(URI.create(environment.get("S3_ENDPOINT")))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.get("S3_ACCESS_KEY_ID"), environment.get("S3_SECRET_ACCESS_KEY"))))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(parallelObjects + SPARE_CONNECTIONS))
                .build();
    }

    public static void main(String[] args) throws Exception {
        run(System.getenv());
    }

    /** Imports all that is under the prefix. */
    public static void run(Map<String, String> environment) throws Exception {
        PlainLoop loop = new PlainLoop(environment);
        try (loop.s3;
                loop.td) {
            loop.importAll();
        }
    }

    private void importAll() throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(parallelObjects);
        try {
            List<Future<?>> imports = new ArrayList<>();
            s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX)).contents().stream()
                    .filter(object -> object.key().endsWith(".tgz"))
                    .forEach(object -> imports.add(pool.submit(() -> importObject(object))));
            for (Future<?> done : imports) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Void importObject(S3Object object) throws IOException {
        String key = object.key();
        PlainBatch batch = new PlainBatch(gzipLevel);
        int number = 1;
        try (InputStream body = s3.getObject(get -> get.bucket(bucket).key(key).ifMatch(object.eTag()));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new BufferedInputStream(new GZIPInputStream(body, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isFile() || !entry.getName().endsWith(".tsv")) {
                    continue;
                }
                PlainRow row = new PlainRow(key.split("/", -1)[DEVICE_SEGMENT], key, entry.getName());
                CsvReader<CsvRecord> lines = CsvReader.builder()
                        .fieldSeparator('\t')
                        .ofCsvRecord(CloseShieldInputStream.wrap(tar), StandardCharsets.UTF_8);
                for (CsvRecord line : lines) {
                    if (batch.rows() == BATCH_ROWS) {
                        td.put(object, number++, batch);
                        batch = new PlainBatch(gzipLevel);
                    }
                    batch.add(row.of(line));
                }
            }
        }
        if (batch.rows() > 0) {
            td.put(object, number, batch);
        }
        s3.copyObject(copy -> copy.sourceBucket(bucket)
                .sourceKey(key)
                .copySourceIfMatch(object.eTag())
                .destinationBucket(bucket)
                .destinationKey("imported/" + key));
        s3.deleteObject(delete -> delete.bucket(bucket).key(key).ifMatch(object.eTag()));
        return null;
    }
}
