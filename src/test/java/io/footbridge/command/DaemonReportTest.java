package io.footbridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report that Footbridge makes by itself while it stays up. */
final class DaemonReportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    private Bridge bridge;
    private Application application;
    private Daemon daemon;

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder)
                .set("SCHEDULE_RETRY_SECONDS", "1")
                .set("REPORT_CRON", "* * * * * ?")
                .set("REPORT_TIME_ZONE", "UTC");
        bridge.export(
                "yesterday",
                yesterday + " 01:02:03.250\t7\t42\t1\t0.95\t1\t2\t3\t4"
                        + "\t{\"Age\": \"Adult\", \"AgeConf\": 0.98, \"Gender\": \"Male\", \"GenderConf\": 0.97}");
        assertThat(bridge.run("import").status()).isZero();
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
    void theDayBeforeIsPublishedOnItsOwnCron() throws Exception {
        run();

        await().atMost(PATIENCE)
                .until(() -> bridge.s3().keys(Bridge.BUCKET, "reports/").size() == 2);
        assertThat(csv()).contains(yesterday + ",,,,,1,0,0.0,1").contains(yesterday + ",,,Adult,Male,1,0,,");
    }

    @Test
    void aReportThatFailsIsTriedAgain() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        bridge.td()
                .onRequest((method, path, number) -> path.startsWith("/v3/job/issue/") && refused.incrementAndGet() <= 2
                        ? Fault.status(422)
                        : Faults.none().on(method, path, number));
        run();

        await().atMost(PATIENCE)
                .until(() -> bridge.s3().keys(Bridge.BUCKET, "reports/").size() == 2);
        assertThat(refused).hasValueGreaterThan(2);
        assertThat(csv()).contains(yesterday + ",,,,,1,0,0.0,1");
    }

    @Test
    void noReportIsMadeWhereNoneIsWanted() throws Exception {
        bridge.set("REPORT_ENABLED", "false");
        run();

        assertThat(daemon.camel().getRouteController().getRouteStatus("report").isStopped())
                .isTrue();
        assertThat(daemon.camel().getRouteController().getRouteStatus("poll").isStarted())
                .isTrue();
    }

    private void run() throws Exception {
        application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
        daemon = Daemon.start(application);
    }

    private String csv() {
        return new String(
                bridge.s3().bytes(Bridge.BUCKET, "reports/" + yesterday + "/visitors.csv"), StandardCharsets.UTF_8);
    }
}
