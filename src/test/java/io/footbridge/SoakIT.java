package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.footbridge.benchmark.measure.Halves;
import io.footbridge.benchmark.measure.Vitals;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar over a long time: new objects, a count and a look at its health every second, a poll every 5 s, and a
 * tenth of all requests to S3 and Treasure Data failing. Nothing may grow, and every row arrives once.
 */
class SoakIT {

    /** As long as nobody asks for more by {@code -Psoak}. */
    private static final int SECONDS = Integer.getInteger("footbridge.soak-seconds", 45);

    /** Taking one stops the process for a moment. */
    private static final int SECONDS_TO_A_SAMPLE = Math.max(1, SECONDS / 60);

    /** Half an hour has an end after 42 minutes, whatever happens. */
    private static final Duration LIMIT = Duration.ofSeconds(SECONDS + SECONDS / 4 + 300);

    private static final int LEAST_SAMPLES = 8;
    private static final int OBJECTS_A_SECOND = 2;
    private static final int ROWS_AN_OBJECT = 20;
    private static final int FAILING_OF_A_HUNDRED = 10;
    private static final String TOKEN = "edge-token-0123456789";
    private static final String EDGE_TABLE = "scorer_edge";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong counts = new AtomicLong();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private final ScheduledExecutorService load = Executors.newScheduledThreadPool(2);
    private Bridge bridge;
    private Process process;
    private int edgePort;
    private int managementPort;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            edgePort = one.getLocalPort();
            managementPort = other.getLocalPort();
        }
        bridge = Bridge.start(data.resolve("td"))
                .set("SCHEDULE_CRON", "0/5 * * * * ?")
                .set("SCHEDULE_RETRY_SECONDS", "1")
                .set("IMPORT_PARALLEL_OBJECTS", "4")
                .set("HEALTH_INTERVAL_SECONDS", "1")
                .set("MANAGEMENT_PORT", Integer.toString(managementPort))
                .set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_PORT", Integer.toString(edgePort))
                .set("EDGE_BATCH_MAX_SECONDS", "2")
                .set("LOG_LEVEL", "ERROR");
    }

    @AfterEach
    void stop() throws Exception {
        load.shutdownNow();
        if (process != null) {
            process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        bridge.close();
    }

    @Test
    void nothingGrowsAndEveryRowArrivesOnce() {
        assertTimeoutPreemptively(LIMIT, this::soak);
    }

    private void soak() throws Exception {
        process = Jar.quick(bridge.environment(), directory, "-Xmx128m")
                .start(data.resolve("out"), data.resolve("err"), "run");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/observe/health/live") == 200);
        bridge.s3().onRequest(this::s3Fault);
        bridge.td().onRequest(this::tdFault);

        var exporting = load.scheduleAtFixedRate(this::export, 0, 1, TimeUnit.SECONDS);
        var asking = load.scheduleAtFixedRate(this::count, 0, 1, TimeUnit.SECONDS);
        List<Vitals> samples = samples();
        exporting.cancel(false);
        asking.cancel(false);
        load.shutdown();
        assertThat(load.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();

        bridge.s3().onRequest(S3Faults.NONE);
        bridge.td().onRequest(Faults.none());
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        await().atMost(PATIENCE)
                .until(() -> bridge.s3().keys(Bridge.BUCKET, "edge/counts/").isEmpty()
                        && bridge.s3().keys(Bridge.BUCKET, "edge/batches/").isEmpty());

        assertThat(samples).as("too few to compare").hasSizeGreaterThan(LEAST_SAMPLES);
        List<Halves> halves = Halves.of(samples);
        System.out.printf(
                "%d s: %,d objects, %,d rows, %,d counts; %,d requests to S3 and Treasure Data, %.1f %% of them failed%n%s",
                SECONDS,
                objects.get(),
                objects.get() * ROWS_AN_OBJECT,
                counts.get(),
                requests.get(),
                100.0 * failed.get() / requests.get(),
                Halves.table(halves));
        assertThat(halves).allMatch(Halves::isFlat);
        assertThat(objects).hasPositiveValue();
        assertThat(bridge.failed()).isEmpty();
        assertEachOnce(Bridge.TABLE, "frame_index", objects.get() * ROWS_AN_OBJECT);
        assertEachOnce(EDGE_TABLE, "time", counts.get());
        assertThat(bridge.td().differingRepeats()).isZero();
    }

    private List<Vitals> samples() throws Exception {
        List<Vitals> samples = new ArrayList<>();
        long begun = System.nanoTime();
        for (int second = SECONDS_TO_A_SAMPLE;
                second <= SECONDS || samples.size() <= LEAST_SAMPLES;
                second += SECONDS_TO_A_SAMPLE) {
            long millis = TimeUnit.SECONDS.toMillis(second) - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (millis < 0) {
                continue; // A busy machine took longer for the last one.
            }
            // Ends early if the process does.
            assertThat(process.waitFor(Math.max(1, millis), TimeUnit.MILLISECONDS))
                    .as("the process has ended")
                    .isFalse();
            samples.add(Vitals.of(process.pid()));
        }
        return samples;
    }

    private void export() {
        for (int i = 0; i < OBJECTS_A_SECOND; i++) {
            long number = objects.getAndIncrement();
            String[] lines = new String[ROWS_AN_OBJECT];
            for (int line = 0; line < lines.length; line++) {
                lines[line] = "2019-08-15 01:02:03\t" + (number * ROWS_AN_OBJECT + line)
                        + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
            }
            bridge.export("soak-" + number, lines);
        }
    }

    /** A camera sends a count until it is taken; a monitor looks at health and metrics. */
    private void count() {
        try {
            String body = "{\"time\": " + counts.get() + ", \"num_pedestrian\": 1}";
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edgePort + "/edge/counts"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                counts.incrementAndGet(); // Else the same count is sent again a second later.
            }
            get("/observe/health");
            get("/observe/metrics");
        } catch (IOException e) {
            // The next second tries again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private Optional<S3Fault> s3Fault(S3Operation operation, String key, int attempt) {
        if (!isFailing()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (ThreadLocalRandom.current().nextInt(4)) {
                    case 0 -> S3Fault.slowDown();
                    case 1 -> S3Fault.internalError();
                    case 2 -> operation == S3Operation.GET ? S3Fault.cutBody(10) : S3Fault.lostAnswer();
                    default -> S3Fault.lostAnswer();
                });
    }

    private Fault tdFault(String method, String path, int number) {
        if (!isFailing()) {
            return Fault.none();
        }
        return switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> Fault.status(503);
            case 1 -> Fault.status(429, Map.of("Retry-After", "1"));
            case 2 -> Fault.commitThenDrop();
            default -> Fault.drop();
        };
    }

    private boolean isFailing() {
        requests.incrementAndGet();
        boolean failing = ThreadLocalRandom.current().nextInt(100) < FAILING_OF_A_HUNDRED;
        if (failing) {
            failed.incrementAndGet();
        }
        return failing;
    }

    /** The column holds every number below the end, and each in one row. */
    private void assertEachOnce(String table, String column, long end) {
        Map<Long, Integer> found = new HashMap<>();
        bridge.td().forEachRow(Bridge.DATABASE, table, row -> found.merge((Long) row.get(column), 1, Integer::sum));
        assertThat(found.values()).as(table + ": no row twice").containsOnly(1);
        assertThat(found).as(table + ": no row missing").hasSize((int) end);
    }
}
