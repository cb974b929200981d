package io.footbridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.application.Application;
import io.footbridge.application.Daemon;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Column;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import io.footbridge.settings.Settings;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of cameras over HTTP, with the real routes between a strict S3 and a Treasure Data. */
@Timeout(120)
class EdgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "edge-token-0123456789";
    private static final String TABLE = "scorer_edge";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Bridge bridge;
    private Application application;
    private Daemon daemon;
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        bridge = Bridge.start(folder)
                .set("TD_TIMEOUT_SECONDS", "2")
                .set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_PORT", Integer.toString(port));
    }

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
            application.close();
        }
        bridge.close();
    }

    @Test
    void tenCountsAreABatchAndTheRestWaits() throws Exception {
        run();
        for (int i = 0; i < 13; i++) {
            assertThat(post(count(1566198413 + i, i)).statusCode()).isEqualTo(200);
        }

        await().atMost(PATIENCE)
                .until(() -> rows().size() >= 10 && keys("batches/").isEmpty());

        assertThat(rows())
                .extracting(row -> row.get("num_pedestrian"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> (long) i).toList());
        assertThat(rows().get(0))
                .containsEntry("time", 1566198413L)
                .containsEntry("source_line", 1L)
                .hasEntrySatisfying(
                        "source_key", key -> assertThat((String) key).startsWith("edge/counts/001566198413-1-"));
        assertThat(keys("counts/")).hasSize(3);
        assertThat(keys("taken/")).hasSize(10);
        assertThat(bridge.td().columns(Bridge.DATABASE, TABLE))
                .extracting(Column::name, Column::type)
                .contains(tuple("num_pedestrian", "long"));
    }

    @Test
    void fewerCountsAreABatchOnceTheyHaveWaited() throws Exception {
        bridge.set("EDGE_BATCH_MAX_SECONDS", "1");
        run();

        HttpResponse<String> answer = post("[" + count(5, 4) + ", " + count(6, 0) + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\": 2}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        await().atMost(PATIENCE).until(() -> rows().size() == 2);
        assertThat(rows()).extracting(row -> row.get("source_line")).containsExactly(1L, 2L);
    }

    @Test
    void aRepeatIsOneCountHoweverLateItComes() throws Exception {
        bridge.set("EDGE_BATCH_MAX_SECONDS", "1");
        run();
        post(count(5, 4));
        post(" {\"num_pedestrian\": 4, \"time\": 5}");
        await().atMost(PATIENCE)
                .until(() -> rows().size() == 1 && keys("counts/").isEmpty());

        assertThat(post(count(5, 4)).statusCode()).isEqualTo(200);
        assertThat(post(count(6, 4)).statusCode()).isEqualTo(200);

        await().atMost(PATIENCE)
                .until(() -> keys("counts/").isEmpty() && keys("batches/").isEmpty());
        assertThat(rows()).extracting(row -> row.get("time")).containsExactlyInAnyOrder(5L, 6L);
    }

    @Test
    void camerasThatSayWhoTheyAreMayCountTheSame() throws Exception {
        bridge.set("EDGE_BATCH_MAX_SECONDS", "1");
        run();

        post("?device_id=LT_1", count(5, 4));
        post("?device_id=LT_2", count(5, 4));

        await().atMost(PATIENCE).until(() -> rows().size() == 2);
        assertThat(rows()).extracting(row -> row.get("device_id")).containsExactlyInAnyOrder("LT_1", "LT_2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer edge-token-012345678", "Bearer edge-token-01234567890", "Basic " + TOKEN})
    void withoutTheTokenNothingIsTaken(String authorization) throws Exception {
        run();
        HttpRequest.Builder request = request("").POST(HttpRequest.BodyPublishers.ofString(count(5, 4)));
        if (!authorization.isEmpty()) {
            request.setHeader("Authorization", authorization);
        } else {
            request = HttpRequest.newBuilder(uri(""))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(count(5, 4)));
        }

        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\": \"the token is missing or wrong\"}");
        assertThat(keys("")).isEmpty();
    }

    @Test
    void whatIsMalformedIsRefusedWithTheReason() throws Exception {
        run();
        Map<String, String> reasons = Map.ofEntries(
                Map.entry("", "the body is empty; expected JSON"),
                Map.entry("{\"time\": 5,", "the body is not JSON at line 1, column 12"),
                Map.entry("{\"time\": 5, \"num_pedestrian\": 4} x", "the body is not JSON at line 1, column 35"),
                Map.entry("[]", "the list is empty"),
                Map.entry("7", "the count is 7; expected an object with time and num_pedestrian"),
                Map.entry(
                        "{\"time\": 5}",
                        "the count has no num_pedestrian; expected a whole number from 0 to 2147483647"),
                Map.entry(
                        "{\"time\": 1566198413000, \"num_pedestrian\": 4}",
                        "time of the count is 1566198413000; expected Unix seconds from 0 to 253402300799"),
                Map.entry(
                        "{\"time\": \"5\", \"num_pedestrian\": 4}",
                        "time of the count is \"5\"; expected Unix seconds from 0 to 253402300799"),
                Map.entry(
                        "{\"time\": 5, \"num_pedestrian\": -1}",
                        "num_pedestrian of the count is -1; expected a whole number from 0 to 2147483647"),
                Map.entry(
                        "{\"time\": 5, \"num_pedestrian\": 4.5}",
                        "num_pedestrian of the count is 4.5; expected a whole number from 0 to 2147483647"),
                Map.entry(
                        "[{\"time\": 5, \"num_pedestrian\": 4}, {\"time\": 5, \"num_pedestrian\": 4, \"age\": 3}]",
                        "count 2 of 2 has the unknown key age; expected time and num_pedestrian"));

        for (Map.Entry<String, String> reason : reasons.entrySet()) {
            HttpResponse<String> answer = post(reason.getKey());
            assertThat(answer.statusCode()).as(reason.getKey()).isEqualTo(400);
            assertThat(new ObjectMapper().readTree(answer.body()).path("error").asText())
                    .isEqualTo(reason.getValue());
        }
        assertThat(post("?device_id=a%20b", count(5, 4)).statusCode()).isEqualTo(400);
        assertThat(keys("")).as("a list is taken wholly or not at all").isEmpty();
    }

    @Test
    void whatIsNoRequestForCountsIsRefused() throws Exception {
        run();

        assertThat(post(" ".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(http.send(request("").GET().build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(http.send(
                                request("")
                                        .setHeader("Content-Type", "text/plain")
                                        .POST(HttpRequest.BodyPublishers.ofString(count(5, 4)))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(415);
        assertThat(keys("")).isEmpty();
    }

    @Test
    void withoutTheBucketNothingIsPromised() throws Exception {
        run();
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.PUT ? Optional.of(S3Fault.slowDown()) : Optional.empty());

        HttpResponse<String> answer = post(count(5, 4));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).isEqualTo("{\"error\": \"the counts cannot be stored now\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, edge/taken/",
        "GET, edge/counts/",
        "PUT, edge/batches/",
        "PUT, edge/taken/",
        "DELETE, edge/counts/",
        "DELETE, edge/batches/"
    })
    void aStepWhoseAnswerIsLostCountsNothingTwice(S3Operation operation, String prefix) throws Exception {
        bridge.set("EDGE_BATCH_MAX_SECONDS", "1");
        AtomicInteger faults = new AtomicInteger();
        // More than the client tries again by itself.
        bridge.s3()
                .onRequest((asked, key, attempt) ->
                        asked == operation && key.startsWith(prefix) && faults.getAndIncrement() < 8
                                ? Optional.of(S3Fault.lostAnswer(() -> {}))
                                : Optional.empty());
        run();

        for (int i = 0; i < 25; i++) {
            assertThat(post(count(100 + i, i)).statusCode()).isEqualTo(200);
        }

        await().atMost(PATIENCE.multipliedBy(2))
                .until(() -> rows().size() >= 25
                        && keys("counts/").isEmpty()
                        && keys("batches/").isEmpty());
        assertThat(faults.get()).isGreaterThanOrEqualTo(8);
        assertThat(rows())
                .extracting(row -> row.get("time"))
                .doesNotHaveDuplicates()
                .hasSize(25);
        assertThat(keys("taken/")).hasSize(25);
    }

    @Test
    void countsWaitWhileTreasureDataIsAway() throws Exception {
        bridge.set("EDGE_BATCH_MAX_SECONDS", "1");
        AtomicInteger asked = new AtomicInteger();
        bridge.td().onRequest((method, path, number) -> asked.getAndIncrement() < 2 ? Fault.status(503) : Fault.none());
        bridge.td().refuseKey(TreasureData.API_KEY);
        run();
        for (int i = 0; i < 12; i++) {
            post(count(100 + i, i));
        }
        await().atMost(PATIENCE).until(() -> asked.get() > 3);
        assertThat(keys("batches/").size()).as("one batch in hand").isOne();

        bridge.td().acceptKey(TreasureData.API_KEY);

        await().atMost(PATIENCE).until(() -> rows().size() >= 12);
        assertThat(rows())
                .extracting(row -> row.get("time"))
                .doesNotHaveDuplicates()
                .hasSize(12);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/edge")).isEmpty();
    }

    @Test
    void aBatchThatTreasureDataRefusesIsPutAsideWithTheReason() throws Exception {
        bridge.set("EDGE_BATCH_MAX_SECONDS", "1");
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(422)));
        run();
        post(count(5, 4));
        await().atMost(PATIENCE)
                .until(() -> bridge.s3().keys(Bridge.BUCKET, "failed/edge").size() == 2);
        post(count(6, 4));
        await().atMost(PATIENCE)
                .until(() -> keys("counts/").isEmpty() && keys("batches/").isEmpty());

        List<String> failed = bridge.s3().keys(Bridge.BUCKET, "failed/edge");

        assertThat(rows()).extracting(row -> row.get("time")).containsExactly(6L);
        assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, failed.get(0)), UTF_8))
                .startsWith("{\"time\":5,\"num_pedestrian\":4,\"source_key\":\"edge/counts/");
        JsonNode sidecar = new ObjectMapper().readTree(bridge.s3().bytes(Bridge.BUCKET, failed.get(1)));
        assertThat(failed.get(1)).isEqualTo(failed.get(0) + ".error.json");
        assertThat(sidecar.path("key").asText()).isEqualTo(failed.get(0).substring("failed/".length()));
        assertThat(sidecar.path("reason").asText()).isEqualTo("td-invalid");
        assertThat(bridge.run("replay", "--dry-run").out()).contains("0 to replay");
    }

    @Test
    void offByDefaultNoPortOpens() throws Exception {
        bridge.set("EDGE_ENABLED", "");
        run();

        assertThatThrownBy(() -> post(count(5, 4))).isInstanceOf(ConnectException.class);
        assertThat(daemon.camel().getEndpoints().toString()).doesNotContain(TOKEN);
    }

    @Test
    void commandsThatEndOpenNoPort() throws Exception {
        bridge.s3().put(Bridge.BUCKET, "edge/counts/000000000005-1-00.counts.jsonl", new byte[0]);
        // The port is taken: whoever opens it fails.
        try (ServerSocket taken = new ServerSocket(port)) {
            assertThat(bridge.run("import").status()).isZero();
            assertThat(taken.isBound()).isTrue();
        }
        assertThat(keys("counts/")).hasSize(1);
    }

    @Test
    void camerasNeedNotWaitForOneAnother() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger held = new AtomicInteger();
        bridge.s3().onRequest((operation, key, attempt) -> {
            if (operation != S3Operation.PUT || !key.startsWith("edge/counts/")) {
                return Optional.empty();
            }
            held.incrementAndGet();
            return Optional.of(S3Fault.hold(gate));
        });
        run();

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                HttpRequest request = request("?device_id=camera-" + i)
                        .POST(HttpRequest.BodyPublishers.ofString(count(1_700_000_000L + i, i)))
                        .build();
                answers.add(http.sendAsync(request, BodyHandlers.ofString()));
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(held).hasValue(6));
        } finally {
            gate.countDown();
        }

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutATokenItDoesNotStart() {
        bridge.set("EDGE_TOKEN", "");

        assertThat(bridge.run("import").err())
                .contains("edge.token (EDGE_TOKEN) is not set; without it anybody could send counts");
    }

    private void run() throws Exception {
        application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
        daemon = Daemon.start(application);
    }

    private static String count(long time, int number) {
        return "{\"time\": " + time + ", \"num_pedestrian\": " + number + "}";
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post("", body);
    }

    private HttpResponse<String> post(String query, String body) throws Exception {
        return http.send(
                request(query).POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(uri(query))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN);
    }

    private URI uri(String query) {
        return URI.create("http://127.0.0.1:" + port + "/edge/counts" + query);
    }

    private List<String> keys(String under) {
        return bridge.s3().keys(Bridge.BUCKET, "edge/" + under);
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (bridge.td().hasTable(Bridge.DATABASE, TABLE)) {
            bridge.td().forEachRow(Bridge.DATABASE, TABLE, rows::add);
        }
        return rows;
    }
}
