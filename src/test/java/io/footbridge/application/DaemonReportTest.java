package io.footbridge.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.LogCapture;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report that Footbridge makes by itself while it stays up. */
final class DaemonReportTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        export(yesterday);
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
        assertThat(csv())
                .contains(yesterday + ",,,,,1,no data,0.0,1")
                .contains(yesterday + ",,,Adult,Male,1,no data,,");
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
        assertThat(csv()).contains(yesterday + ",,,,,1,no data,0.0,1");
    }

    @Test
    void noReportIsMadeWhereNoneIsWanted() throws Exception {
        bridge.set("REPORT_ENABLED", "false");
        run();

        assertThat(daemon.camel().getRoute("report")).isNull();
        assertThat(daemon.camel().getRouteController().getRouteStatus("poll").isStarted())
                .isTrue();
    }

    @Test
    void aDayWithoutDataIsNotPublishedAndAnErrorSaysWhatIsMissing() throws Exception {
        bridge.s3().client().deleteObject(delete -> delete.bucket(Bridge.BUCKET).key("imported/" + key(yesterday)));
        // Every second would have ten attempts side by side, and none would come to its end soon.
        bridge.set("TD_TABLE", "other").set("REPORT_CRON", "0/20 * * * * ?");
        export(yesterday.minusDays(1));
        try (LogCapture log = LogCapture.open()) {
            run();
            Instant started = lastReport();

            await().atMost(PATIENCE)
                    .until(() -> log.entries().stream()
                            .anyMatch(entry -> entry.startsWith("ERROR")
                                    && entry.contains("no report of the day before was published: there is no data of "
                                            + yesterday + " (UTC): no object of that day was imported: " + Bridge.DEVICE
                                            + ": no object of that day")));
            assertThat(lastReport()).isEqualTo(started);
        }
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    @Test
    void aMetricTellsWhenTheLastReportWasPublished() throws Exception {
        run();
        Instant started = lastReport();
        assertThat(started).isBetween(Instant.now().minus(PATIENCE), Instant.now());

        await().atMost(PATIENCE).until(() -> lastReport().isAfter(started));
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).hasSize(2);
    }

    private Instant lastReport() {
        return Instant.ofEpochMilli((long) application
                .services()
                .meters()
                .get("footbridge.last.report.timestamp")
                .timeGauge()
                .value(TimeUnit.MILLISECONDS));
    }

    private void export(LocalDate date) {
        String line = date + " 01:02:03.250\t7\t42\t1\t0.95\t1\t2\t3\t4"
                + "\t{\"Age\": \"Adult\", \"AgeConf\": 0.98, \"Gender\": \"Male\", \"GenderConf\": 0.97}\n";
        bridge.s3().put(Bridge.BUCKET, key(date), Archives.tgz(Map.of("data.tsv", line)));
        assertThat(bridge.run("import").status()).isZero();
    }

    private static String key(LocalDate date) {
        return ScorerCloud.PREFIX + Bridge.DEVICE + "/" + date + "/texts/all.tgz";
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
