package io.footbridge.sandbox;

import io.footbridge.sandbox.s3.S3Server;
import io.footbridge.sandbox.scorer.Export;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.shop.ShopDataset;
import io.footbridge.sandbox.shop.ShopFile;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The offline world: an S3 with a bucket and a Treasure Data, both kept in one folder. */
public final class World implements AutoCloseable {

    /** The bucket that exports go to. */
    public static final String BUCKET = "sandbox-exports";

    /** The database that rows are imported into. */
    public static final String DATABASE = "sandbox";

    /** The table that rows are imported into. */
    public static final String TABLE = "sense_video";

    private static final int UPLOADERS = 8;

    private final S3Server s3;
    private final TreasureData td;

    private World(S3Server s3, TreasureData td) {
        this.s3 = s3;
        this.td = td;
    }

    /**
     * Starts both servers and makes the bucket.
     *
     * @param folder where they keep what they are given
     * @param s3Port on 127.0.0.1, 0 for a free one
     * @param tdPort on 127.0.0.1, 0 for a free one
     */
    public static World start(Path folder, int s3Port, int tdPort) {
        S3Server s3 = S3Server.start(folder.resolve("s3"), s3Port);
        try {
            s3.createBucket(BUCKET);
            return new World(s3, TreasureData.start(folder.resolve("td"), TreasureData.API_KEY, tdPort));
        } catch (RuntimeException e) {
            s3.close();
            throw e;
        }
    }

    /** The S3. */
    public S3Server s3() {
        return s3;
    }

    /** The Treasure Data. */
    public TreasureData td() {
        return td;
    }

    /** The variables that point Footbridge at this world. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("S3_BUCKET", BUCKET);
        environment.put("S3_REGION", S3Server.REGION);
        environment.put("S3_ENDPOINT", s3.endpoint().toString());
        environment.put("S3_ACCESS_KEY_ID", S3Server.ACCESS_KEY_ID);
        environment.put("S3_SECRET_ACCESS_KEY", S3Server.SECRET_ACCESS_KEY);
        environment.put("TD_API_SERVER", td.endpoint().toString());
        environment.put("TD_API_KEY", TreasureData.API_KEY);
        environment.put("TD_DATABASE", DATABASE);
        environment.put("TD_TABLE", TABLE);
        return environment;
    }

    /**
     * Puts a day's exports into the bucket, with several threads.
     *
     * @param progress told how many are there, after each one, by any of the threads
     */
    public void export(ScorerCloud cloud, IntConsumer progress) {
        Queue<String> keys = new ConcurrentLinkedQueue<>(cloud.keys());
        AtomicInteger done = new AtomicInteger();
        ExecutorService uploaders = Executors.newFixedThreadPool(UPLOADERS);
        try (S3Client client = s3.client()) {
            Runnable upload = () -> {
                for (String key = keys.poll(); key != null; key = keys.poll()) {
                    put(cloud.export(key), client);
                    progress.accept(done.incrementAndGet());
                }
            };
            for (Future<?> uploaded : IntStream.range(0, UPLOADERS)
                    .mapToObj(number -> uploaders.submit(upload))
                    .toList()) {
                uploaded.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted after " + done + " exports", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("export failed after " + done, e.getCause());
        } finally {
            uploaders.shutdownNow();
        }
    }

    /** Puts the files of a shop's dataset into the bucket. */
    public void export(ShopDataset dataset) {
        try (S3Client client = s3.client()) {
            for (ShopFile file : dataset.files()) {
                client.putObject(put -> put.bucket(BUCKET).key(file.key()), RequestBody.fromBytes(file.content()));
            }
        }
    }

    /** An object of the bucket, read as text. */
    public String text(String key) {
        try (S3Client client = s3.client()) {
            return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
        }
    }

    @Override
    public void close() {
        td.close();
        s3.close();
    }

    /** Makes a folder for a world that is not to stay. */
    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("footbridge-sandbox-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be deleted", e);
        }
    }

    private static void put(Export export, S3Client client) {
        client.putObject(
                put -> put.bucket(BUCKET).key(export.key()).contentType("application/gzip"),
                RequestBody.fromBytes(export.archive()));
    }
}
