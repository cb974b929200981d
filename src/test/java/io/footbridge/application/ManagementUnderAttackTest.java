package io.footbridge.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.RawConnection;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The management port among clients that mean no good: what it reveals, and what can be done through it. */
@Timeout(120)
class ManagementUnderAttackTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}\n";

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
                .set("MANAGEMENT_PORT", Integer.toString(port))
                .set("SCHEDULE_CRON", "* * * * * ?")
                .set("SCHEDULE_RETRY_SECONDS", "1")
                .set("HEALTH_INTERVAL_SECONDS", "1");
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
    void twoHundredClientsAtOnceAreAllAnswered() throws Exception {
        run();
        await().atMost(PATIENCE).until(() -> status("GET", "/observe/health") == 200);
        List<RawConnection> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(RawConnection.open(port));
            }
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).say(request("GET", i % 2 == 0 ? "/observe/health" : "/observe/metrics"));
            }
            for (RawConnection client : clients) {
                assertThat(client.statuses(1, PATIENCE)).containsExactly(200);
            }
        } finally {
            for (RawConnection client : clients) {
                client.close();
            }
        }
    }

    @Test
    void itChangesNothingAndHasNoOtherPaths() throws Exception {
        run();
        await().atMost(PATIENCE).until(() -> status("GET", "/observe/health") == 200);

        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")) {
            for (String path : List.of("/observe/health", "/observe/health/live", "/observe/metrics")) {
                assertThat(status(method, path)).as(method + " " + path).isIn(404, 405);
            }
        }
        for (String path : List.of(
                "/",
                "/observe",
                "/observe/info",
                "/observe/jolokia",
                "/observe/download",
                "/observe/upload/x",
                "/observe/send",
                "/q/dev",
                "/q/info",
                "/q/send",
                "/q/upload/x",
                "/q/health",
                "/edge/counts",
                "/observe/health/../../q/dev",
                "/observe/metrics/../send",
                "/%2e%2e/%2e%2e/etc/passwd")) {
            assertThat(status("GET", path)).as(path).isIn(400, 404);
        }
    }

    @Test
    void itNamesNoObjectAndItsLabelsDoNotGrowWithThem() throws Exception {
        run();
        await().atMost(PATIENCE).until(() -> status("GET", "/observe/health") == 200);
        export("first");
        export("bad-first", new byte[] {1, 2, 3});
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        await().atMost(PATIENCE).until(() -> body("/observe/metrics").contains("footbridge_dead_letters_total{"));
        long before = body("/observe/metrics").lines().count();

        for (int i = 0; i < 20; i++) {
            export("secret-device-" + i);
            export("bad-secret-device-" + i, new byte[] {1, 2, 3});
        }
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> bridge.waiting().isEmpty());

        String metrics = body("/observe/metrics");
        assertThat(metrics.lines().count()).isLessThanOrEqualTo(before + 10);
        assertThat(metrics
                        + body("/observe/health?data=true&stackTrace=true")
                        + body("/observe/health/ready?data=true"))
                .doesNotContain("secret-device", "2019-08-15", "42\t");
    }

    private void run() throws Exception {
        application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
        daemon = Daemon.start(application);
    }

    private void export(String device) {
        export(device, Archives.tgz(Map.of("data.tsv", LINE)));
    }

    private void export(String device, byte[] archive) {
        bridge.s3().put(Bridge.BUCKET, ScorerCloud.PREFIX + device + "/2019-08-15/texts/a.tgz", archive);
    }

    private int status(String method, String path) throws IOException {
        try (RawConnection connection = RawConnection.open(port).say(request(method, path))) {
            return connection.statuses(1, PATIENCE).stream().findFirst().orElse(0);
        }
    }

    private String body(String path) throws IOException {
        try (RawConnection connection = RawConnection.open(port).say(request("GET", path))) {
            assertThat(connection.isClosedWithin(PATIENCE)).isTrue();
            return connection.heard();
        }
    }

    private static String request(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }
}
