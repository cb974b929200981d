package io.footbridge.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.metrics.Selector;
import io.footbridge.sandbox.metrics.Series;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the management port answers while what Footbridge depends on comes and goes. */
@Timeout(180)
class ObservabilityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private Bridge bridge;
    private Application application;
    private Daemon daemon;

    /** An answer of the management port. */
    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder)
                .set("HEALTH_INTERVAL_SECONDS", "1")
                .set("SCHEDULE_RETRY_SECONDS", "1")
                .set("TD_RETRY_SECONDS", "1")
                .set("TD_TIMEOUT_SECONDS", "2");
    }

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        if (application != null) {
            application.close();
        }
        bridge.close();
    }

    @Test
    void everythingIsUpOnceBothEndsHaveAnswered() throws Exception {
        run();

        await().atMost(PATIENCE).until(() -> get("/health/ready").status() == 200);

        assertThat(get("/health/live").status()).isEqualTo(200);
        assertThat(get("/health").status()).isEqualTo(200);
        assertThat(checks("/health")).containsKeys("context", "intake", "treasure-data", "bucket", "waiting");
        assertThat(checks("/health").values())
                .allSatisfy(check -> assertThat(check.path("status").asText()).isEqualTo("UP"));
        assertThat(checks("/health/live")).containsOnlyKeys("context");
        assertThat(checks("/health/ready"))
                .containsKeys("intake", "treasure-data", "bucket")
                .doesNotContainKey("waiting");
        assertThat(get("/metrics").status()).isEqualTo(200);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/.footbridge/")).contains("failed/.footbridge/writable");
    }

    @Test
    void aKeyThatIsRefusedIsNotReadySaysWhyAndPasses() throws Exception {
        bridge.td().refuseKey(TreasureData.API_KEY);
        bridge.export("one", LINE);
        run();

        await().atMost(PATIENCE).until(() -> isDown("treasure-data", "td-unauthorized"));
        await().atMost(PATIENCE).until(() -> isDown("intake", "td-unauthorized"));
        await().atMost(PATIENCE).until(() -> value("footbridge_intake_paused", Map.of()) == 1);

        assertThat(get("/health").body())
                .contains(
                        "td-unauthorized: Treasure Data does not accept the key",
                        "td-unauthorized: Treasure Data answers 401");
        assertThat(get("/health").status()).isEqualTo(503);
        assertThat(get("/health/ready").status()).isEqualTo(503);
        assertThat(get("/health/live").status()).isEqualTo(200);
        assertThat(value("footbridge_dependency_up", Map.of("dependency", "treasure-data")))
                .isZero();
        assertThat(value("footbridge_dependency_up", Map.of("dependency", "bucket")))
                .isEqualTo(1);
        assertThat(value("footbridge_pauses_total", Map.of("reason", "td-unauthorized")))
                .isPositive();
        await().atMost(PATIENCE).until(() -> value("footbridge_oldest_waiting_age_seconds", Map.of()) >= 1);

        bridge.td().acceptKey(TreasureData.API_KEY);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        await().atMost(PATIENCE).until(() -> get("/health").status() == 200);
        assertThat(value("footbridge_intake_paused", Map.of())).isZero();
        assertThat(value("footbridge_oldest_waiting_age_seconds", Map.of())).isZero();
    }

    @Test
    void aTreasureDataThatIsDownIsNotReadyAndDoesNotConcernLiveness() throws Exception {
        bridge.td().onRequest((method, path, number) -> Fault.drop());
        run();

        await().atMost(PATIENCE).until(() -> isDown("treasure-data", "td-unavailable"));

        assertThat(get("/health").status()).isEqualTo(503);
        assertThat(get("/health/ready").status()).isEqualTo(503);
        assertThat(get("/health/live").status()).isEqualTo(200);
        assertThat(get("/metrics").status()).isEqualTo(200);

        bridge.td().onRequest(Faults.none());

        await().atMost(PATIENCE).until(() -> get("/health/ready").status() == 200);
    }

    @Test
    void aTreasureDataThatHangsHoldsUpNoAnswer() throws Exception {
        bridge.td().onRequest((method, path, number) -> Fault.hang());
        run();

        assertThat(get("/health/ready").status()).isEqualTo(503);
        await().atMost(PATIENCE).until(() -> isDown("treasure-data", "td-unavailable"));
        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void anS3ThatIsDownIsNotReadyAndDoesNotConcernLiveness() throws Exception {
        bridge.s3().onRequest((operation, key, attempt) -> Optional.of(S3Fault.internalError()));
        run();

        await().atMost(PATIENCE).until(() -> isDown("bucket", "s3-unavailable"));
        await().atMost(PATIENCE).until(() -> isDown("intake", "s3-unavailable"));

        assertThat(get("/health").status()).isEqualTo(503);
        assertThat(get("/health/ready").status()).isEqualTo(503);
        assertThat(get("/health/live").status()).isEqualTo(200);
        assertThat(value("footbridge_dependency_up", Map.of("dependency", "bucket")))
                .isZero();

        bridge.s3().onRequest(S3Faults.NONE);

        await().atMost(PATIENCE).until(() -> get("/health").status() == 200);
    }

    @Test
    void aBucketThatMayOnlyBeReadIsDown() throws Exception {
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.PUT && key.endsWith("/writable")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());
        run();

        await().atMost(PATIENCE).until(() -> isDown("bucket", "s3-denied"));
        assertThat(get("/health?data=true").body()).contains("the bucket cannot be written to");

        bridge.s3().onRequest(S3Faults.NONE);

        await().atMost(PATIENCE).until(() -> get("/health/ready").status() == 200);
    }

    @Test
    void metricsCountWhatBecameOfObjectsAndRows() throws Exception {
        bridge.export("good", LINE, LINE);
        bridge.export("mixed", LINE, "a bad line");
        bridge.export("broken", "no gzip".getBytes(UTF_8));
        run();

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        await().atMost(PATIENCE).until(() -> value("footbridge_in_flight_objects", Map.of()) == 0);

        assertThat(value("footbridge_objects_total", Map.of("outcome", "imported")))
                .isEqualTo(2);
        assertThat(value("footbridge_objects_total", Map.of("outcome", "failed")))
                .isEqualTo(1);
        assertThat(value("footbridge_rows_total", Map.of())).isEqualTo(3);
        assertThat(value("footbridge_rejects_total", Map.of())).isEqualTo(1);
        assertThat(value("footbridge_batches_total", Map.of())).isEqualTo(2);
        assertThat(value("footbridge_batch_bytes_total", Map.of())).isPositive();
        assertThat(value("footbridge_dead_letters_total", Map.of("reason", "corrupt-gzip")))
                .isEqualTo(1);
        assertThat(value("footbridge_import_seconds_count", Map.of())).isEqualTo(3);
        assertThat(value("footbridge_post_seconds_count", Map.of())).isEqualTo(2);
        assertThat(value("footbridge_last_import_timestamp_seconds", Map.of()))
                .isBetween(System.currentTimeMillis() / 1000.0 - 180, System.currentTimeMillis() / 1000.0 + 1);
        assertThat(value("camel_exchanges_total", Map.of("eventType", "route", "routeId", "file")))
                .as("objects, not rows")
                .isEqualTo(3);
        assertThat(value("camel_exchanges_last_timestamp", Map.of())).isPositive();
    }

    @Test
    void everyExpressionOfTheDashboardAndOfTheAlertsHasItsSeries() throws Exception {
        bridge.export("good", LINE);
        run();
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        await().atMost(PATIENCE).until(() -> value("footbridge_objects_total", Map.of("outcome", "imported")) == 1);
        List<Series> scrape = scrape();
        List<String> dashboard = WatchFiles.dashboard("1m");
        List<String> alerts = WatchFiles.alerts(WatchFiles.ALERTS, "expr");

        assertThat(dashboard).hasSizeGreaterThan(15);
        assertThat(alerts).hasSizeGreaterThan(6);
        for (List<String> expressions : List.of(dashboard, alerts)) {
            for (String expression : expressions) {
                assertThat(Selector.of(expression))
                        .as(expression)
                        .isNotEmpty()
                        .filteredOn(selector -> !selector.name().equals("up")) // Prometheus' own
                        .allSatisfy(selector -> assertThat(selector.isAnsweredBy(scrape))
                                .as(selector.toString())
                                .isTrue());
            }
        }
    }

    @Test
    void everyAlertLeadsToItsPlaceInTheRunbook() throws IOException {
        List<String> places = Files.readAllLines(Path.of("docs/operations.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> "docs/operations.md#"
                        + line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();

        for (Path file : List.of(WatchFiles.ALERTS, WatchFiles.CRONJOB_ALERTS)) {
            assertThat(WatchFiles.alerts(file, "runbook")).isNotEmpty().isSubsetOf(places);
        }
    }

    @Test
    void noAnswerShowsASecret() throws Exception {
        bridge.td().refuseKey(TreasureData.API_KEY);
        bridge.export("one", LINE);
        run();
        await().atMost(PATIENCE).until(() -> isDown("intake", "td-unauthorized"));

        String digits = TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1);
        for (String path : List.of("/health?data=true&stackTrace=true", "/health/ready?data=true", "/metrics")) {
            assertThat(get(path).body()).doesNotContain(digits, "strict-secret");
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            bridge.set("MANAGEMENT_PORT", String.valueOf(taken.getLocalPort()));

            assertThatThrownBy(this::run)
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith(
                            "the management port 127.0.0.1:" + taken.getLocalPort() + " cannot be opened: ")
                    .hasMessageContaining("MANAGEMENT_PORT");

            bridge.export("one", LINE);
            assertThat(bridge.run("import").status())
                    .as("a one-shot command needs no port")
                    .isZero();
        }
    }

    @Test
    void withoutTheManagementPortItWorksAllTheSame() throws Exception {
        bridge.set("MANAGEMENT_ENABLED", "false");
        bridge.export("one", LINE);
        run();

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(daemon.camel().hasService(VertxPlatformHttpServer.class)).isNull();
    }

    private void run() throws Exception {
        application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
        daemon = Daemon.start(application);
    }

    private Answer get(String path) throws Exception {
        int port = daemon.camel().hasService(VertxPlatformHttpServer.class).getPort();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe" + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private Map<String, JsonNode> checks(String path) throws Exception {
        JsonNode checks = JSON.readTree(get(path).body()).path("checks");
        return StreamSupport.stream(checks.spliterator(), false)
                .collect(Collectors.toMap(check -> check.path("name").asText(), check -> check));
    }

    private boolean isDown(String name, String reason) throws Exception {
        JsonNode check = checks("/health?data=true").get(name);
        return check.path("status").asText().equals("DOWN")
                && check.path("data").path("reason").asText().equals(reason);
    }

    private List<Series> scrape() throws Exception {
        return Series.parse(get("/metrics").body());
    }

    /** The value of the one series with this name and these labels. */
    private double value(String name, Map<String, String> labels) throws Exception {
        List<Series> found = scrape().stream()
                .filter(series ->
                        series.name().equals(name) && series.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
        assertThat(found).as(name + labels).hasSize(1);
        return found.get(0).value();
    }
}
