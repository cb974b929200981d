package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.application.Application;
import io.footbridge.application.Daemon;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.metrics.Series;
import io.footbridge.sandbox.scorer.Comparison;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.shop.ShopDataset;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.RecordedRequest;
import io.footbridge.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox's three datasets in one process that stays up, while Treasure Data refuses the table of one. */
@Timeout(180)
class ThreeDatasetsTest {

    private static final LocalDate DAY = LocalDate.of(2019, 8, 15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScorerCloud cloud = new ScorerCloud(
            1, 1, DAY, ScorerCloud.Settings.defaults().withMinutesPerArchive(60).withRowsPerArchive(50));
    private final List<ShopDataset> shop = ShopDataset.all(1, DAY);
    private final ShopDataset doors = shop.get(0);
    private final ShopDataset tills = shop.get(1);

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void export() throws Exception {
        bridge = Bridge.start(folder).set("SCHEDULE_RETRY_SECONDS", "1").set("TD_RETRY_SECONDS", "1");
        cloud.exports().forEach(export -> bridge.s3().put(Bridge.BUCKET, export.key(), export.archive()));
        for (ShopDataset dataset : shop) {
            dataset.variables().forEach(bridge::set);
            dataset.files().forEach(file -> bridge.s3().put(Bridge.BUCKET, file.key(), file.content()));
        }
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void twoGoOnAndTheRefusedOneIsReplayedByItsNameOnceItsTableIsAllowed() throws Exception {
        bridge.td().onRequest(onImportOfDoors(Fault.status(400)));
        try (Application application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
                Daemon daemon = Daemon.start(application)) {
            await().atMost(PATIENCE)
                    .until(() -> bridge.waiting().isEmpty()
                            && bridge.s3().keys(Bridge.BUCKET, "tills/").isEmpty());
            await().atMost(PATIENCE).until(() -> value(daemon, "footbridge_intake_paused", "doors") == 1);
            await().atMost(PATIENCE).until(() -> value(daemon, "footbridge_dead_letters_total", "doors") > 0);

            assertThat(value(daemon, "footbridge_rows_total", "default"))
                    .isEqualTo(cloud.account().rows());
            assertThat(value(daemon, "footbridge_rows_total", "tills")).isEqualTo(tills.rows());
            assertThat(value(daemon, "footbridge_rows_total", "doors")).isZero();
            for (String dataset : List.of("default", "tills")) {
                assertThat(value(daemon, "footbridge_intake_paused", dataset)).isZero();
                assertThat(value(daemon, "footbridge_pauses_total", dataset)).isZero();
                assertThat(value(daemon, "footbridge_dead_letters_total", dataset))
                        .isZero();
            }
        }
        assertTheOthersAreThereOnce();
        bridge.td().onRequest(Faults.none());

        Bridge.Answer nothing = bridge.run("replay", "--dataset", "tills");
        Bridge.Answer replayed = bridge.run("replay", "--dataset", "doors");

        assertThat(nothing.out()).contains("objects: 0 imported", "rows: 0 imported");
        assertThat(replayed.status()).as(replayed.err()).isZero();
        assertThat(replayed.out()).doesNotContain("objects: 0 imported");
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/doors/")).isEmpty();
        // After a few refusals Footbridge no longer takes it for the objects' fault: the others waited in their place.
        assertThat(bridge.run("import", "--dataset", "doors").status()).isZero();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "doors/")).isEmpty();
        assertEachRowOnce(doors.compare(bridge.td(), Bridge.DATABASE), doors.rows());
        assertTheOthersAreThereOnce();
    }

    private void assertTheOthersAreThereOnce() {
        assertEachRowOnce(
                Comparison.of(cloud, bridge.td(), Bridge.DATABASE, Bridge.TABLE, ZoneOffset.UTC),
                cloud.account().rows());
        assertEachRowOnce(tills.compare(bridge.td(), Bridge.DATABASE), tills.rows());
    }

    private static void assertEachRowOnce(Comparison.Result result, long rows) {
        assertThat(result).isEqualTo(new Comparison.Result(rows, rows, 0, 0, 0, 0, List.of()));
    }

    private Faults onImportOfDoors(Fault fault) {
        return (method, path, number) ->
                RecordedRequest.isImport(method, path) && path.contains("/" + doors.name() + "/")
                        ? fault
                        : Fault.none();
    }

    /** The sum of the series of one dataset that have this name. */
    private static long value(Daemon daemon, String name, String dataset) throws Exception {
        int port = daemon.camel().hasService(VertxPlatformHttpServer.class).getPort();
        HttpRequest scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(scrape, HttpResponse.BodyHandlers.ofString())
                .body();
        return Math.round(Series.parse(metrics).stream()
                .filter(series -> series.name().equals(name))
                .filter(series -> dataset.equals(series.labels().get("dataset")))
                .mapToDouble(Series::value)
                .sum());
    }
}
