package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Leaks;
import io.footbridge.sandbox.LogCapture;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.StrictS3;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands at their most talkative, between servers that repeat in their answers what they were sent; {@link SecretsIT}
 * does the same with a process that stays up.
 */
@Timeout(300)
class SecretsTest {

    private static final String KEY = TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1);
    private static final String S3_SECRET = "strict-secret";
    private static final String TOKEN = "edge-token-0123456789";
    private static final String PASSWORD = "password-of-the-proxy";
    private static final String ROW = "row-that-nobody-may-read";
    private static final String[] SECRETS = {KEY, S3_SECRET, TOKEN, PASSWORD, ROW};
    private static final String DAY = "2019-08-15";
    private static final String LINE =
            DAY + " 01:02:03\t1\t" + ROW + "\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\", \"Note\": \"" + ROW + "\"}";
    private static final String BAD_LINE = LINE.replace("\t0.95\t", "\t" + ROW + "\t");

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private final StringBuilder said = new StringBuilder();
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data.resolve("td"))
                .set("LOG_LEVEL", "DEBUG")
                .set("TD_RETRY_SECONDS", "0")
                .set("S3_TIMEOUT_SECONDS", "5")
                .set("EDGE_TOKEN", TOKEN)
                .set("HTTPS_PROXY", "http://user:" + PASSWORD + "@127.0.0.1:1")
                .set("REPORT_TIMEOUT_SECONDS", "90");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void whatTreasureDataRepeatsIsNotSaidAgain() throws Exception {
        bridge.export("refused", LINE);
        bridge.td().onRequest(Faults.onImport(echo(400)));
        assertThat(run("import")).isEqualTo(2);
        assertThat(bridge.failed()).hasSize(2);
        assertThat(run("replay")).isNotZero();
        bridge.export("unauthorized", LINE);
        bridge.td().onRequest(Faults.onImport(echo(401)));
        assertThat(run("import")).isEqualTo(1);
        bridge.td().onRequest(Faults.onImport(echo(500)));
        assertThat(run("import")).isEqualTo(1);
        // The table is missing, and the answer to the wish to make it repeats the key.
        bridge.td()
                .onRequest(
                        (method, path, number) -> path.startsWith("/v3/table/import") ? Fault.status(404) : echo(500));
        assertThat(run("import")).isEqualTo(1);
        bridge.td().onRequest((method, path, number) -> echo(403));
        assertThat(run("check")).isNotNegative();
        assertThat(run("report", "--date", DAY)).isEqualTo(1);
        bridge.td().onRequest(Faults.none());
        assertThat(run("import")).isZero();

        assertNothingIsTold();
    }

    @Test
    void whatS3RepeatsIsNotSaidAgain() throws Exception {
        bridge.export("one", LINE);
        S3Fault echo = echoOfS3();
        bridge.s3().onRequest((operation, key, attempt) -> Optional.of(echo));
        assertThat(run("import")).isEqualTo(1);
        assertThat(run("check")).isEqualTo(1);
        for (S3Operation only : List.of(S3Operation.GET, S3Operation.COPY, S3Operation.DELETE)) {
            bridge.s3()
                    .onRequest((operation, key, attempt) -> operation == only ? Optional.of(echo) : Optional.empty());
            assertThat(run("import")).as(only.name()).isNotZero();
        }
        bridge.s3().onRequest(S3Faults.NONE);

        assertNothingIsTold();
    }

    @Test
    void onlyTheFileOfRejectsHoldsALine() throws Exception {
        String key = bridge.export("one", LINE, BAD_LINE);
        assertThat(run("import")).isEqualTo(2);
        assertThat(run("check")).isNotNegative();
        assertThat(run("report", "--date", DAY, "--format", "csv")).isZero();
        assertThat(run("replay")).isNotZero();
        bridge.s3()
                .onRequest((operation, name, attempt) ->
                        operation == S3Operation.PUT ? Optional.of(echoOfS3()) : Optional.empty());
        assertThat(run("report", "--date", DAY)).isEqualTo(1);
        bridge.s3().onRequest(S3Faults.NONE);

        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).hasSize(2);
        JsonNode reject = new ObjectMapper()
                .readTree(text("failed/" + key + ".rejects.jsonl")
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertThat(reject.path("raw").asText()).isEqualTo(BAD_LINE);
        assertThat(Leaks.in(reject.path("reason").asText(), SECRETS)).isEmpty();
        assertNothingIsTold();
    }

    @Test
    void brokenObjectsAndRoutesTellNothing() throws Exception {
        bridge.export("broken", (LINE + "\n").getBytes(UTF_8));
        bridge.export("one", LINE);
        Path routes = RouteFiles.copyTo(directory);
        Path file = routes.resolve("file.camel.yaml");
        String text = Files.readString(file, UTF_8);
        int after = text.indexOf('\n', text.indexOf("ref: line-to-row\n")) + 1;
        String margin = " ".repeat(20);
        Files.writeString(
                file,
                text.substring(0, after) + margin + "- throwException:\n" + margin + "    id: my-step\n" + margin
                        + "    exceptionType: java.lang.IllegalStateException\n" + margin
                        + "    message: a step of mine fails\n" + text.substring(after),
                UTF_8);

        assertThat(run("import")).isEqualTo(1);

        assertThat(said.toString()).contains("a step of mine fails");
        assertNothingIsTold();
    }

    @Test
    void theKeyFollowsNoRedirect() throws Exception {
        Queue<String> overheard = new ConcurrentLinkedQueue<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            overheard.add(exchange.getRequestHeaders().entrySet()
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        other.start();
        try {
            String elsewhere = "http://localhost:" + other.getAddress().getPort() + "/v3/elsewhere";
            bridge.export("one", LINE);
            for (int status : List.of(302, 307)) {
                bridge.td().onRequest((method, path, number) -> Fault.status(status, Map.of("Location", elsewhere)));
                assertThat(run("import")).isEqualTo(1);
                assertThat(run("report", "--date", DAY, "--no-publish")).isEqualTo(1);
            }
            bridge.td().onRequest(Faults.onImport(Fault.status(307, Map.of("Location", elsewhere))));
            assertThat(run("import")).isEqualTo(1);
        } finally {
            other.stop(0);
        }

        assertThat(overheard).as("heard by another host").isEmpty();
        assertNothingIsTold();
    }

    /** Refuses a request and quotes its header and a row. */
    private static Fault echo(int status) {
        return Fault.status(
                status,
                Map.of(),
                "Authorization: TD1 " + TreasureData.API_KEY + " may not import {\"uid\": \"" + ROW + "\"} or [\"" + ROW
                        + "\"]");
    }

    private static S3Fault echoOfS3() {
        return S3Fault.refusal(
                403,
                "SignatureDoesNotMatch",
                "AWSAccessKeyId " + StrictS3.ACCESS_KEY + " with the secret " + S3_SECRET + " and the row " + ROW);
    }

    private void assertNothingIsTold() {
        assertThat(said.toString()).contains("DEBUG");
        assertThat(Leaks.in(said.toString(), SECRETS)).isEmpty();
        for (String key : bridge.s3().keys(Bridge.BUCKET, "")) {
            if (!key.endsWith(".tgz") && !key.endsWith(".rejects.jsonl")) {
                assertThat(Leaks.in(text(key), SECRETS)).as(key).isEmpty();
            }
        }
    }

    private String text(String key) {
        return new String(bridge.s3().bytes(Bridge.BUCKET, key), UTF_8);
    }

    private int run(String... command) {
        try (LogCapture log = LogCapture.alone()) {
            Bridge.Answer answer = bridge.run(directory, command);
            said.append(answer.out()).append(answer.err());
            log.entries().forEach(entry -> said.append(entry).append('\n'));
            return answer.status();
        }
    }
}
