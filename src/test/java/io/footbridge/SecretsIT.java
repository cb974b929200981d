package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar at its most talkative, between servers that repeat in their answers what they were sent. */
@Timeout(300)
class SecretsIT {

    private static final String KEY = TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1);
    private static final String S3_SECRET = "strict-secret";
    private static final String TOKEN = "edge-token-0123456789";
    private static final String ROW = "row-that-nobody-may-read";
    private static final String LINE =
            "2019-08-15 01:02:03\t1\t" + ROW + "\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"" + ROW + "\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
                .set("REPORT_TIMEOUT_SECONDS", "30");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void whatServersRepeatIsNotSaidAgain(String format) throws Exception {
        bridge.set("LOG_FORMAT", format);
        bridge.export("refused", LINE);
        bridge.td().onRequest(Faults.onImport(echo(400)));
        assertThat(run("import")).isEqualTo(2);
        assertThat(bridge.failed()).hasSize(2);
        assertThat(run("replay")).isNotZero();
        bridge.export("unauthorized", LINE);
        bridge.td().onRequest(Faults.onImport(echo(401)));
        assertThat(run("import")).isEqualTo(1);
        bridge.td().onRequest((method, path, number) -> echo(403));
        assertThat(run("check")).isNotNegative();
        assertThat(run("report", "--date", "2019-08-15")).isEqualTo(1);
        bridge.td().onRequest(Faults.none());
        bridge.s3().onRequest((operation, key, attempt) -> Optional.of(S3Fault.accessDenied()));
        assertThat(run("import")).isEqualTo(1);
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(run("import")).isZero();
        assertThat(run("report", "--date", "2019-08-15")).isZero();

        assertThat(said.toString()).contains("DEBUG").doesNotContain(KEY, S3_SECRET, ROW);
        for (String key : bridge.s3().keys(Bridge.BUCKET, "failed/")) {
            assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, key), UTF_8))
                    .as(key)
                    .doesNotContain(KEY, S3_SECRET);
        }
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
            for (int status : List.of(301, 302, 307, 308)) {
                bridge.td().onRequest((method, path, number) -> Fault.status(status, Map.of("Location", elsewhere)));
                assertThat(run("import")).isEqualTo(1);
                assertThat(run("report", "--date", "2019-08-15", "--no-publish"))
                        .isEqualTo(1);
            }
            bridge.td().onRequest(Faults.onImport(Fault.status(307, Map.of("Location", elsewhere))));
            assertThat(run("import")).isEqualTo(1);
        } finally {
            other.stop(0);
        }

        assertThat(overheard).as("heard by another host").noneMatch(request -> request.contains(KEY));
        assertThat(said.toString()).doesNotContain(KEY, ROW);
    }

    @Test
    void aRunningProcessShowsNoSecret() throws Exception {
        int port;
        int managementPort;
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket another = new ServerSocket(0)) {
            port = one.getLocalPort();
            managementPort = another.getLocalPort();
        }
        bridge.set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_PORT", Integer.toString(port))
                .set("MANAGEMENT_PORT", Integer.toString(managementPort))
                .set("SCHEDULE_RETRY_SECONDS", "1")
                .set("HEALTH_INTERVAL_SECONDS", "1");
        bridge.export("one", LINE);
        bridge.td().onRequest((method, path, number) -> echo(401));
        Process process =
                new Jar(bridge.environment(), directory).start(data.resolve("out"), data.resolve("err"), "run");
        try {
            String health = "http://127.0.0.1:" + managementPort + "/observe/health?data=true&stackTrace=true";
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get(health).contains("td-unauthorized: Treasure Data answers"));
            said.append(get(health));
            for (String path :
                    List.of("/metrics", "/health/ready?data=true", "/info", "/../q/dev", "/health/${env:TD_API_KEY}")) {
                said.append(get("http://127.0.0.1:" + managementPort + "/observe"
                        + path.replace("${", "$%7B").replace("}", "%7D")));
            }
            said.append(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")));
            said.append(threadDump(process.pid()));
        } finally {
            process.destroy();
            process.waitFor();
        }
        said.append(Files.readString(data.resolve("out"))).append(Files.readString(data.resolve("err")));

        assertThat(said.toString()).contains("DEBUG", "Full thread dump").doesNotContain(KEY, S3_SECRET, TOKEN, ROW);
    }

    @Test
    void traceIsNoLevel() throws Exception {
        bridge.set("LOG_LEVEL", "TRACE");

        assertThat(run("import")).isEqualTo(1);
        assertThat(said.toString()).contains("log.level (LOG_LEVEL) is 'TRACE'; expected ERROR, WARN, INFO or DEBUG");
    }

    /** Refuses a request and quotes the key and a row. */
    private static Fault echo(int status) {
        return Fault.status(
                status,
                Map.of(),
                "TD1 " + TreasureData.API_KEY + " may not import {\"uid\": \"" + ROW + "\"} or [\"" + ROW + "\"]");
    }

    private int run(String... command) throws IOException, InterruptedException {
        Jar.Ended ended = new Jar(bridge.environment(), directory).run(command);
        said.append(ended.out()).append(ended.err());
        return ended.status();
    }

    private static String get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private String threadDump(long pid) throws IOException, InterruptedException {
        Path dump = data.resolve("dump");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jstack")
                                .toString(),
                        "-l",
                        Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start()
                .waitFor();
        return Files.readString(dump);
    }
}
