package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.Leaks;
import io.footbridge.sandbox.otlp.Collector;
import io.footbridge.sandbox.proxy.RecordingProxy;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running process shows of itself at its most talkative; {@link SecretsTest} does the same with commands. */
@Timeout(300)
class SecretsIT {

    private static final String KEY = TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1);
    private static final String S3_SECRET = "strict-secret";
    private static final String TOKEN = "edge-token-0123456789";
    private static final String PASSWORD = "password-of-the-proxy";
    private static final String LOGIN =
            Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final String ROW = "row-that-nobody-may-read";
    private static final String COUNT = "7654321";
    private static final String[] SECRETS = {KEY, S3_SECRET, TOKEN, PASSWORD, LOGIN, ROW, COUNT};
    private static final String LINE =
            "2019-08-15 01:02:03\t1\t" + ROW + "\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\", \"Note\": \"" + ROW + "\"}";
    private static final String S3 = "s3.footbridge.test";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StringBuilder said = new StringBuilder();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;
    private Collector collector;
    private RecordingProxy proxy;
    private int port;
    private int managementPort;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket another = new ServerSocket(0)) {
            port = one.getLocalPort();
            managementPort = another.getLocalPort();
        }
        collector = Collector.start();
        proxy = RecordingProxy.start();
        proxy.require("Basic " + LOGIN);
        bridge = Bridge.start(data.resolve("td"));
        proxy.place(S3, bridge.s3().endpoint().getPort());
        String address = "http://user:" + PASSWORD + "@" + proxy.address();
        bridge.set("LOG_LEVEL", "DEBUG")
                .set("S3_ENDPOINT", "http://" + S3)
                .set("HTTP_PROXY", address)
                .set("HTTPS_PROXY", address)
                .set("TRACING_ENDPOINT", collector.endpoint().toString())
                .set("TD_RETRY_SECONDS", "0")
                .set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_PORT", Integer.toString(port))
                .set("EDGE_BATCH_MAX_SECONDS", "1")
                .set("MANAGEMENT_PORT", Integer.toString(managementPort))
                .set("SCHEDULE_RETRY_SECONDS", "1")
                .set("HEALTH_INTERVAL_SECONDS", "1");
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        collector.close();
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void aRunningProcessShowsNoSecret(String format) throws Exception {
        bridge.set("LOG_FORMAT", format);
        bridge.export("one", LINE);
        bridge.td().onRequest((method, path, number) -> echo(401));
        Process process =
                Jar.quick(bridge.environment(), directory).start(data.resolve("out"), data.resolve("err"), "run");
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get("/observe/health?data=true").contains("td-unauthorized"));
            look(process);
            bridge.td().onRequest(Faults.onImport(echo(500)));
            bridge.s3().onRequest(SecretsIT::refusedCopy);
            count(TOKEN);
            count(TOKEN + "-of-somebody-else");
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get("/observe/health?data=true").contains("td-unavailable"));
            look(process);
            bridge.s3().onRequest(S3Faults.NONE);
            bridge.td().onRequest(Faults.none());
            await().atMost(PATIENCE)
                    .until(() -> bridge.waiting().isEmpty()
                            && bridge.td().hasTable(Bridge.DATABASE, "scorer_edge")
                            && bridge.s3().keys(Bridge.BUCKET, "edge/batches/").isEmpty());
            look(process);
        } finally {
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        said.append(Files.readString(data.resolve("out"))).append(Files.readString(data.resolve("err")));

        assertThat(bridge.rows()).hasSize(1);
        assertThat(collector.spans()).isNotEmpty();
        said.append(collector.spans());
        assertThat(said.toString()).contains("DEBUG", "Full thread dump");
        assertThat(Leaks.in(said.toString(), SECRETS)).isEmpty();
        assertThat(proxy.requests()).isNotEmpty();
        assertThat(Leaks.in(proxy.seen(), KEY, S3_SECRET, TOKEN, PASSWORD, ROW))
                .as("what the bucket was sent")
                .isEmpty();
        for (String key : bridge.s3().keys(Bridge.BUCKET, "")) {
            assertThat(Leaks.in(text(key), KEY, S3_SECRET, TOKEN, PASSWORD, LOGIN, ROW))
                    .as(key)
                    .isEmpty();
        }
    }

    @Test
    void traceIsNoLevel() throws Exception {
        bridge.set("LOG_LEVEL", "TRACE");

        Jar.Ended ended = Jar.quick(bridge.environment(), directory).run("import");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("log.level (LOG_LEVEL) is 'TRACE'; expected ERROR, WARN, INFO or DEBUG");
        assertThat(Leaks.in(ended.out() + ended.err(), SECRETS)).isEmpty();
    }

    /** Refuses a request and quotes its header and a row. */
    private static Fault echo(int status) {
        return Fault.status(
                status,
                Map.of(),
                "Authorization: TD1 " + TreasureData.API_KEY + " may not import {\"uid\": \"" + ROW + "\"} or [\"" + ROW
                        + "\"]");
    }

    private static Optional<S3Fault> refusedCopy(S3Operation operation, String key, int attempt) {
        return operation == S3Operation.COPY
                ? Optional.of(S3Fault.refusal(403, "SignatureDoesNotMatch", "the secret is " + S3_SECRET))
                : Optional.empty();
    }

    /** Everything that a person on the machine or on the network can see. */
    private void look(Process process) throws Exception {
        for (String path : List.of(
                "/observe/health?data=true",
                "/observe/health?data=true&stackTrace=true",
                "/observe/health/ready?data=true",
                "/observe/metrics",
                "/observe/info",
                "/observe/health/$%7Benv:TD_API_KEY%7D")) {
            said.append(get(path)).append('\n');
        }
        said.append(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")))
                .append('\n')
                .append(threadDump(process.pid()));
    }

    private void count(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/edge/counts?device_id=camera-1"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"time\": 1566198413, \"num_pedestrian\": " + COUNT + "}"))
                .build();
        said.append(http.send(request, BodyHandlers.ofString()).body()).append('\n');
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private String threadDump(long pid) throws IOException, InterruptedException {
        Path dump = data.resolve("dump");
        Process jstack = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jstack")
                                .toString(),
                        "-l",
                        Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start();
        if (!jstack.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            jstack.destroyForcibly();
        }
        return Files.readString(dump);
    }

    private String text(String key) {
        return new String(bridge.s3().bytes(Bridge.BUCKET, key), StandardCharsets.ISO_8859_1);
    }
}
