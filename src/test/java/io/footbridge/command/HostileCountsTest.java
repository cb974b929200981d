package io.footbridge.command;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.footbridge.application.Application;
import io.footbridge.application.Daemon;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Expressions;
import io.footbridge.sandbox.Tripwire;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.settings.Settings;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
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
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a camera, or whoever may write into the bucket, sends to steer the counts. */
@Timeout(240)
class HostileCountsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "edge-token-0123456789";
    private static final String CODE = "${bean:type:io.footbridge.sandbox.Tripwire?method=trip}";
    private static final String COUNT = "{\"time\": 5, \"num_pedestrian\": 4}";

    /** What a step of Camel's would act on. */
    private static final List<String> STEERING = List.of(
            "CamelAwsS3Key",
            "CamelAwsS3OverrideBucketName",
            "CamelAwsS3Operation",
            "CamelAwsS3Prefix",
            "CamelHttpPath",
            "CamelHttpUri",
            "CamelHttpQuery",
            "CamelRestHttpUri",
            "CamelBeanMethodName",
            "CamelCharsetName",
            "CamelFileName",
            "CamelRedeliveryDelay",
            "cAmElAwsS3Key",
            "breadcrumbId");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

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
                .set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_BATCH_MAX_SECONDS", "1")
                .set("EDGE_PORT", Integer.toString(port));
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        if (daemon != null) {
            daemon.close();
            application.close();
        }
        bridge.close();
    }

    @Test
    void aDeviceIsATextOrIsRefused() throws Exception {
        run();
        for (String device : Expressions.all()) {
            HttpResponse<String> answer = post("?device_id=" + encoded(device), Map.of());
            assertThat(answer.statusCode()).as(device).isEqualTo(device.equals("null") ? 200 : 400);
            assertThat(answer.body()).doesNotContain(System.getenv("PATH"));
        }

        await().atMost(PATIENCE).until(() -> rows().size() == 1);
        assertThat(rows()).extracting(row -> row.get("device_id")).containsExactly("null");
        assertThat(Tripwire.trips()).isZero();
        assertThat(logged()).noneMatch(message -> message.contains(System.getenv("PATH")));
    }

    @Test
    void noHeaderAndNoParameterSteersCamel() throws Exception {
        run();
        StringBuilder query = new StringBuilder("?device_id=LT_1");
        for (String name : STEERING) {
            assertThat(post("?device_id=LT_1", Map.of(name, CODE)).statusCode())
                    .as(name)
                    .isEqualTo(200);
            query.append('&').append(name).append('=').append(encoded(CODE));
        }
        assertThat(post(query.toString(), Map.of()).statusCode()).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> rows().size() == 1);
        assertThat(rows()).extracting(row -> row.get("device_id")).containsExactly("LT_1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.s3().keys(Bridge.BUCKET, ""))
                        .allMatch(key -> key.startsWith("edge/taken/") || key.startsWith("failed/.footbridge/")));
        assertThat(Tripwire.trips()).isZero();
    }

    @Test
    void theCharsetOfARequestIsNotThatOfTheObject() throws Exception {
        run();

        for (String charset : List.of("UTF-16", "UTF-32BE", "IBM500", "nonsense", CODE)) {
            assertThat(post("?device_id=LT_1", Map.of("Content-Type", "application/json; charset=\"" + charset + '"'))
                            .statusCode())
                    .as(charset)
                    .isEqualTo(200);
        }

        await().atMost(PATIENCE).until(() -> rows().size() == 1);
        assertThat(Tripwire.trips()).isZero();
    }

    @Test
    void namesThatAreNotOursArePassedByAndStay() throws Exception {
        List<String> others = new ArrayList<>();
        for (String sub : List.of("counts/", "batches/", "taken/")) {
            for (String name : List.of(
                    "",
                    "notes.txt",
                    "0",
                    "000000000005-1-00.counts.jsonl",
                    "000000000005-x-" + "0".repeat(32) + ".counts.jsonl",
                    "000000000005-99999999999-" + "0".repeat(32) + ".counts.jsonl",
                    "000000000005-1-" + "0".repeat(32) + ".counts.jsonl.bak",
                    "deeper/000000000005-1-" + "0".repeat(32) + ".counts.jsonl",
                    CODE)) {
                others.add("edge/" + sub + name);
            }
        }
        for (int i = 0; i < 1_100; i++) {
            others.add("edge/counts/" + CODE.substring(0, 1) + i);
        }
        // Named as ours are, but not made by us: what is in them is not what the name says.
        others.add("edge/counts/000000000001-1-" + "0".repeat(32) + ".counts.jsonl");
        others.add("edge/batches/000000000001-1-" + "0".repeat(32) + ".counts.jsonl");
        others.forEach(key -> bridge.s3().put(Bridge.BUCKET, key, "not ours".getBytes(UTF_8)));
        String utf16 = "edge/counts/000000000002-1-" + "1".repeat(32) + ".counts.jsonl";
        others.add(utf16);
        bridge.s3().put(Bridge.BUCKET, utf16, (COUNT + "\n").getBytes(UTF_16));
        run();

        assertThat(post("?device_id=LT_1", Map.of()).statusCode()).isEqualTo(200);
        assertThat(post("?device_id=LT_2", Map.of()).statusCode()).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> rows().size() == 2);
        assertThat(rows()).extracting(row -> row.get("device_id")).containsExactlyInAnyOrder("LT_1", "LT_2");
        await().atMost(PATIENCE)
                .until(() -> bridge.s3().keys(Bridge.BUCKET, "edge/").size() == others.size() + 2);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "edge/")).containsAll(others);
        assertThat(post("?device_id=LT_3", Map.of()).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> rows().size() == 3);
        assertThat(logged().stream().filter(message -> message.contains("edge/counts/notes.txt")))
                .hasSize(1);
        assertThat(logged()).noneMatch(message -> message.contains("wait in the bucket"));
    }

    @Test
    void a403ForAMissingKeyMeansThatItIsMissing() throws Exception {
        bridge.s3()
                .onRequest((operation, key, attempt) -> (operation == S3Operation.HEAD || operation == S3Operation.GET)
                                && !bridge.s3().keys(Bridge.BUCKET, key).contains(key)
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());
        run();

        assertThat(post("?device_id=LT_1", Map.of()).statusCode()).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> rows().size() == 1);
        assertThat(post("?device_id=LT_1", Map.of()).statusCode()).isEqualTo(200);
        assertThat(post("?device_id=LT_2", Map.of()).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> rows().size() == 2);
    }

    @Test
    void whoeverSendsToAnEndpointByHandSendsTexts() throws Exception {
        run();
        var template = daemon.camel().createProducerTemplate();
        String uri = "aws2-s3:" + Bridge.BUCKET + "?amazonS3Client=#bean:bucket";

        template.sendBodyAndHeader(uri, "mine", "CamelAwsS3Key", "mine/" + CODE);
        template.sendBody(uri + "&keyName=RAW(mine/option-" + CODE + ")", "mine");
        Exchange elsewhere = template.send(uri, exchange -> {
            exchange.getMessage().setBody("mine");
            exchange.getMessage().setHeader("CamelAwsS3Key", "mine/elsewhere");
            exchange.getMessage().setHeader("CamelAwsS3OverrideBucketName", CODE);
        });

        assertThat(bridge.s3().keys(Bridge.BUCKET, "mine/")).containsExactly("mine/" + CODE, "mine/option-" + CODE);
        assertThat(elsewhere.getException()).isNotNull();
        assertThat(elsewhere.getMessage().getHeader("CamelAwsS3OverrideBucketName"))
                .isEqualTo(CODE);
        assertThat(elsewhere.getMessage().getHeader("CamelAwsS3Key")).isEqualTo("mine/elsewhere");
        assertThat(elsewhere.getProperties().keySet()).noneMatch(name -> name.startsWith("Footbridge"));
        assertThat(Tripwire.trips()).isZero();
    }

    private void run() throws Exception {
        application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
        daemon = Daemon.start(application);
    }

    private HttpResponse<String> post(String query, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/edge/counts" + query))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(COUNT));
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (bridge.td().hasTable(Bridge.DATABASE, "scorer_edge")) {
            bridge.td().forEachRow(Bridge.DATABASE, "scorer_edge", rows::add);
        }
        return rows;
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
