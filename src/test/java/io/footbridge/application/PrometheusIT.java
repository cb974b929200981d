package io.footbridge.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.metrics.Prometheus;
import io.footbridge.sandbox.metrics.Prometheus.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard and the alerts say to a real Prometheus that watches two installations, of which one goes down. */
@Timeout(180)
class PrometheusIT {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Prometheus.Installed installed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() {
        Optional<Prometheus.Installed> found = Prometheus.Installed.find();
        if (found.isEmpty()) {
            String skipped = "tests of the alerts skipped: no prometheus with a promtool is on the path";
            assertThat(System.getenv("CI"))
                    .as(skipped + ", and CI must have one")
                    .isNull();
            System.out.println(skipped);
            Assumptions.abort(skipped);
        }
        installed = found.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "alerts-cronjob.yaml"})
    void promtoolTakesTheRules(String file) throws Exception {
        assertThat(installed.promtool(
                        "check", "rules", WatchFiles.FOLDER.resolve(file).toString()))
                .contains("SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "alerts-cronjob.yaml"})
    void everyAlertIsRaisedWhenAndForWhomItShall(String file) throws Exception {
        assertThat(installed.promtool("test", "rules", "src/test/resources/deploy/expected-" + file))
                .contains("SUCCESS");
    }

    @Test
    void theDashboardHasDataAndTheAlertNamesTheOneThatIsDown() throws Exception {
        try (Bridge tokyo = bridge("tokyo");
                Bridge osaka = bridge("osaka")) {
            int tokyoPort = Prometheus.freePort();
            int osakaPort = Prometheus.freePort();
            Process up = start(tokyo, "tokyo", tokyoPort);
            Process down = start(osaka, "osaka", osakaPort);
            try (Prometheus prometheus = Prometheus.start(
                    installed,
                    folder.resolve("prometheus"),
                    Map.of("tokyo", tokyoPort, "osaka", osakaPort),
                    Prometheus.atOnce(WatchFiles.ALERTS))) {
                await().atMost(PATIENCE)
                        .until(() -> prometheus.ask("footbridge_intake_paused").size() == 2);
                for (Bridge bridge : List.of(tokyo, osaka)) {
                    bridge.export("good", LINE);
                    bridge.export("broken", "no gzip".getBytes(StandardCharsets.UTF_8));
                }
                await().atMost(PATIENCE)
                        .until(() -> prometheus
                                        .ask(
                                                "rate(footbridge_rows_total[1m]) > 0 and on (instance)"
                                                        + " sum by (instance) (increase(footbridge_dead_letters_total[1m])) > 0")
                                        .size()
                                == 2);

                down.destroyForcibly().waitFor();

                await().atMost(PATIENCE)
                        .until(() -> prometheus.ask("ALERTS{alertname='FootbridgeDown', alertstate='firing'}").stream()
                                .map(sample -> sample.labels().get("namespace"))
                                .toList()
                                .equals(List.of("osaka")));
                for (String expression : WatchFiles.dashboard("1m")) {
                    assertThat(prometheus.ask(expression))
                            .as(expression)
                            .extracting(Sample::value)
                            .anyMatch(Double::isFinite);
                    assertThat(prometheus.ask(expression))
                            .as(expression)
                            .extracting(sample -> sample.labels().getOrDefault("namespace", ""))
                            .contains("tokyo");
                }
                for (String expression : WatchFiles.alerts(WatchFiles.ALERTS, "expr")) {
                    assertThat(prometheus.ask(expression))
                            .as(expression)
                            .allSatisfy(sample -> assertThat(sample.labels()).containsKeys("namespace", "instance"));
                }
                assertThat(prometheus.ask("ALERTS{alertstate='firing'}"))
                        .extracting(sample -> sample.labels().get("alertname"))
                        .contains("FootbridgeDown", "FootbridgeDeadLetters")
                        .doesNotContain("FootbridgeAbsent", "FootbridgeGone", "FootbridgeNoImport");
            } finally {
                up.destroy();
                down.destroyForcibly();
                assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private Bridge bridge(String name) throws Exception {
        return Bridge.start(Files.createDirectory(folder.resolve(name))).set("SCHEDULE_CRON", "* * * * * ?");
    }

    private Process start(Bridge bridge, String name, int port) throws Exception {
        bridge.set("MANAGEMENT_PORT", String.valueOf(port));
        return Jar.quick(bridge.environment(), folder)
                .start(folder.resolve(name + ".out"), folder.resolve(name + ".err"), "run");
    }
}
