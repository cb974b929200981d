package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, killed while cameras send it their counts. */
@Timeout(900)
class EdgeIT {

    private static final String TOKEN = "edge-token-0123456789";
    private static final int CLIENTS = 20;
    private static final int COUNTS = Integer.getInteger("footbridge.counts", 3_000);
    private static final int COUNTS_IN_A_LIST = 5;
    private static final int REQUESTS_TO_A_LIST = 10;
    private static final long FIRST = 1_566_198_413;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;
    private URI uri;
    private Process process;

    /** One request of a camera, and how many counts are in it. */
    private record Request(String body, int counts) {}

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            uri = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/edge/counts");
        }
        bridge = Bridge.start(data.resolve("td"))
                .set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_PORT", Integer.toString(uri.getPort()))
                .set("EDGE_BATCH_MAX_SECONDS", "2");
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        bridge.close();
    }

    @Test
    void everyCountThatWasAnsweredIsInTheTableOnce() throws Exception {
        long begun = System.nanoTime();
        Queue<Request> requests = requests();
        run();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> cameras = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                cameras.add(clients.submit(() -> send(requests)));
            }
            for (int kill = 1; kill <= 2; kill++) {
                int enough = COUNTS * kill / 3;
                await().atMost(PATIENCE).until(() -> answered.get() >= enough);
                process.destroyForcibly().waitFor();
                run();
            }
            for (Future<?> camera : cameras) {
                camera.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
        await().atMost(PATIENCE)
                .until(() -> keys("counts/").isEmpty() && keys("batches/").isEmpty());

        assertThat(answered).hasValue(COUNTS);
        assertThat(unanswered).as("requests that a kill left without an answer").hasPositiveValue();
        Map<Long, Long> found = new TreeMap<>();
        bridge.td()
                .forEachRow(
                        Bridge.DATABASE,
                        "scorer_edge",
                        row -> assertThat(found.put((Long) row.get("time"), (Long) row.get("num_pedestrian")))
                                .as("%s", row)
                                .isNull());
        Map<Long, Long> wanted = new TreeMap<>();
        for (int i = 0; i < COUNTS; i++) {
            wanted.put(FIRST + i, number(i));
        }
        assertThat(found).isEqualTo(wanted);
        assertThat(bridge.td().differingRepeats()).isZero();
        System.out.printf(
                "%,d counts in %,d imports, %d of them repeats; %d requests unanswered; %.1f s%n",
                COUNTS,
                bridge.td().imports(),
                bridge.td().repeats(),
                unanswered.get(),
                (System.nanoTime() - begun) / 1e9);
    }

    @Test
    void noSecretIsLogged() throws Exception {
        bridge.set("LOG_LEVEL", "DEBUG");
        Queue<Request> one = new ConcurrentLinkedQueue<>(List.of(new Request(count(0), 1)));
        run();

        send(one);
        await().atMost(PATIENCE)
                .until(() -> bridge.td().hasTable(Bridge.DATABASE, "scorer_edge")
                        && bridge.td().rowCount(Bridge.DATABASE, "scorer_edge") == 1);
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);

        String log = Files.readString(data.resolve("out")) + Files.readString(data.resolve("err"));
        assertThat(log).contains("DEBUG").doesNotContain(TOKEN, TreasureData.API_KEY);
    }

    private static Queue<Request> requests() {
        Queue<Request> requests = new ConcurrentLinkedQueue<>();
        int next = 0;
        while (next < COUNTS) {
            int size = requests.size() % REQUESTS_TO_A_LIST == 0 ? COUNTS_IN_A_LIST : 1;
            List<String> counts = new ArrayList<>();
            for (int last = Math.min(next + size, COUNTS); next < last; next++) {
                counts.add(count(next));
            }
            requests.add(new Request(counts.size() == 1 ? counts.get(0) : counts.toString(), counts.size()));
        }
        return requests;
    }

    /** Sends each request until it is answered. */
    private void send(Queue<Request> requests) {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isTaken(request)) {
                assertThat(System.nanoTime()).as("an answer at last").isLessThan(deadline);
            }
            answered.addAndGet(request.counts());
        }
    }

    private boolean isTaken(Request request) {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(request.body()))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).as("404 while it starts").isIn(200, 404, 503);
            if (status != 200) {
                waitAMoment();
            }
            return status == 200;
        } catch (ConnectException e) {
            waitAMoment(); // Nobody is there yet.
            return false;
        } catch (IOException e) {
            unanswered.incrementAndGet();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** As a camera does. */
    private static void waitAMoment() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private void run() throws IOException {
        process = Jar.quick(bridge.environment(), directory, "-Xmx192m")
                .start(data.resolve("out"), data.resolve("err"), "run");
    }

    private List<String> keys(String under) {
        return bridge.s3().keys(Bridge.BUCKET, "edge/" + under);
    }

    private static String count(int number) {
        return "{\"time\": " + (FIRST + number) + ", \"num_pedestrian\": " + number(number) + "}";
    }

    private static long number(int count) {
        return count * 31L % 17;
    }
}
