package io.footbridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.application.Application;
import io.footbridge.application.Daemon;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.LogCapture;
import io.footbridge.sandbox.RawConnection;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port for counts, and the management port beside it, among clients that mean no good. */
@Timeout(120)
class EdgeUnderAttackTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKEN = "edge-token-0123456789";
    private static final String TABLE = "scorer_edge";
    private static final String COUNT = "{\"time\": 5, \"num_pedestrian\": 4}";
    private static final String ENDLESS = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    private final List<RawConnection> connections = new ArrayList<>();
    private Bridge bridge;
    private Application application;
    private Daemon daemon;
    private int port;
    private int managementPort;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            port = one.getLocalPort();
            managementPort = other.getLocalPort();
        }
        bridge = Bridge.start(folder)
                .set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_PORT", Integer.toString(port))
                .set("EDGE_BATCH_MAX_SECONDS", "1")
                .set("MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    @AfterEach
    void stop() throws Exception {
        for (RawConnection connection : connections) {
            connection.close();
        }
        if (daemon != null) {
            daemon.close();
            application.close();
        }
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "Cp037", "nobody-knows", "${env:TD_API_KEY}"})
    void theCharsetThatARequestNamesHoldsUpNoCounts(String charset) throws Exception {
        run();

        assertThat(answer(post("", "application/json; charset=" + charset, COUNT)))
                .isEqualTo(200);
        assertThat(answer(post("", "application/json", COUNT.replace('5', '6'))))
                .isEqualTo(200);

        await().atMost(PATIENCE).until(() -> rows().size() == 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aConnectionWithoutAWholeRequestIsClosed(int which) throws Exception {
        bridge.set("HTTP_REQUEST_SECONDS", "1");
        run();
        int at = which == 0 ? port : managementPort;
        Map<String, RawConnection> silent = new LinkedHashMap<>();
        silent.put("nothing", open(at));
        silent.put("half a header", open(at).say("POST /edge/counts HTTP/1.1\r\nHost: x\r\nA: "));
        silent.put("half a body", open(at).say(head("", "application/json") + "Content-Length: 40\r\n\r\n{"));
        silent.put("no end of a body", open(at).say(head("", "application/json") + ENDLESS + "4\r\n    \r\n"));
        silent.put("too much, and no end", open(at).say(head("", "application/json") + ENDLESS + chunk(70_000)));
        silent.put("nothing after an answer", open(at).say("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));

        for (Map.Entry<String, RawConnection> connection : silent.entrySet()) {
            assertThat(connection.getValue().isClosedWithin(Duration.ofSeconds(8)))
                    .as(connection.getKey())
                    .isTrue();
        }
    }

    @Test
    void aHeaderThatDripsIsCutOff() throws Exception {
        bridge.set("HTTP_REQUEST_SECONDS", "2");
        run();
        RawConnection dripping = open(port).say("POST /edge/counts HTTP/1.1\r\nHost: x\r\nA: ");

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(IOException.class)
                .until(() -> {
                    dripping.say("x");
                    return dripping.isClosedWithin(Duration.ofMillis(50));
                });
    }

    @Test
    void aCrowdThatHoldsOnKeepsNobodyOut() throws Exception {
        bridge.set("HTTP_MAX_CONNECTIONS", "32");
        bridge.export("one", LINE);
        run();
        List<RawConnection> crowd = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            crowd.add(open(port));
            if (i % 3 == 1) {
                crowd.get(i).say("POST /edge/counts HTTP/1.1\r\nHost: x\r\nA: ");
            } else if (i % 3 == 2) {
                crowd.get(i).say(head("", "application/json") + "Content-Length: 60000\r\n\r\n" + " ".repeat(30_000));
            }
        }

        for (int i = 0; i < 20; i++) {
            assertThat(answer(post("?device_id=camera-" + i, "application/json", COUNT)))
                    .isEqualTo(200);
        }

        await().atMost(PATIENCE).until(() -> rows().size() == 20);
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        int open = 0;
        for (RawConnection connection : crowd) {
            open += connection.isClosedWithin(Duration.ofMillis(20)) ? 0 : 1;
        }
        assertThat(open).as("connections of the crowd that are still open").isLessThanOrEqualTo(32);
        assertThat(answer(managementPort, "GET /observe/health/live HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isEqualTo(200);
    }

    @Test
    void requestsThatWaitForS3HoldUpNoAnswerAboutHealth() throws Exception {
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
        try {
            for (int i = 0; i < 60; i++) {
                open(port).say(post("?device_id=camera-" + i, "application/json", COUNT));
            }
            await().atMost(PATIENCE).until(() -> held.get() >= 16);

            assertThat(answer(managementPort, "GET /observe/health/live HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .isEqualTo(200);
        } finally {
            gate.countDown();
        }
        for (RawConnection connection : connections) {
            assertThat(connection.statuses(1, PATIENCE)).containsExactly(200);
        }
    }

    @Test
    void requestsInOneGoAreAnsweredInTheirOrder() throws Exception {
        run();
        StringBuilder all = new StringBuilder();
        IntStream.range(0, 20)
                .forEach(i -> all.append(post(i == 7 ? "?device_id=a%20b" : "", "application/json", COUNT)));

        RawConnection connection = open(port).say(all.toString());

        List<Integer> answers = connection.statuses(20, PATIENCE);
        assertThat(answers)
                .as(connection.heard())
                .hasSize(20)
                .containsOnly(200, 400)
                .satisfies(statuses -> assertThat(statuses.get(7)).isEqualTo(400));
        await().atMost(PATIENCE).until(() -> rows().size() == 1);
    }

    @Test
    void whatIsHostileIsRefusedAndLeavesNoStackTrace() throws Exception {
        // Else the start warns that the prefix is empty.
        bridge.s3().put(Bridge.BUCKET, "imported/" + Bridge.FOLDER + "one.tgz", new byte[1]);
        run();
        try (LogCapture log = LogCapture.open()) {
            for (Map.Entry<String, Integer> request :
                    HostileRequests.withStatuses(TOKEN).entrySet()) {
                assertThat(answer(request.getKey()))
                        .as(request.getKey()
                                .substring(0, Math.min(300, request.getKey().length())))
                        .isEqualTo(request.getValue());
            }
            assertThat(log.entries())
                    .as("nobody without a token can fill the log")
                    .isEmpty();
        }
        assertThat(bridge.s3().keys(Bridge.BUCKET, "edge/")).isEmpty();
        assertThat(answer(post("", "application/json", COUNT))).isEqualTo(200);
    }

    @Test
    void thereIsNoWayToHttp2OrToAWebSocket() throws Exception {
        run();
        for (int at : List.of(port, managementPort)) {
            assertThat(answer(at, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"))
                    .isNotEqualTo(101)
                    .isGreaterThanOrEqualTo(400);
            assertThat(answer(
                            at, get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk")))
                    .isGreaterThanOrEqualTo(400);
            assertThat(answer(
                            at,
                            get(
                                    "Connection: Upgrade",
                                    "Upgrade: websocket",
                                    "Sec-WebSocket-Version: 13",
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")))
                    .isGreaterThanOrEqualTo(400);
        }
    }

    private static String get(String... headers) {
        return "GET /edge/counts HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private void run() throws Exception {
        application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
        daemon = Daemon.start(application);
    }

    private RawConnection open(int at) throws IOException {
        RawConnection connection = RawConnection.open(at);
        connections.add(connection);
        return connection;
    }

    private int answer(String request) throws IOException {
        return answer(port, request);
    }

    /** The status of the first answer; 0 if none comes. */
    private static int answer(int at, String request) throws IOException {
        try (RawConnection connection = RawConnection.open(at).say(request)) {
            return connection.statuses(1, PATIENCE).stream().findFirst().orElse(0);
        }
    }

    private static String head(String query, String type) {
        return "POST /edge/counts" + query + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN
                + "\r\nContent-Type: " + type + "\r\n";
    }

    private static String post(String query, String type, String body) {
        return head(query, type) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunk(int bytes) {
        return Integer.toHexString(bytes) + "\r\n" + " ".repeat(bytes) + "\r\n";
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (bridge.td().hasTable(Bridge.DATABASE, TABLE)) {
            bridge.td().forEachRow(Bridge.DATABASE, TABLE, rows::add);
        }
        return rows;
    }
}
