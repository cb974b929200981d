package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged jar says of itself while it stays up. */
class RunLogIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;
    private Process process;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data).set("LOG_LEVEL", "INFO").set("EDGE_TOKEN", "a-token-of-cameras");
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
        bridge.close();
    }

    @Test
    void theStartSaysWhatRunsFromWhereAndWhither() throws Exception {
        bridge.set("SCHEDULE_CRON", "0 30 4 1 1 ?").set("REPORT_CRON", "0 0 6 2 1 ?");

        run("next at");

        assertThat(log())
                .anySatisfy(line -> assertThat(line)
                        .containsPattern("footbridge \\d\\S* has started: routes from the jar, Kamelets from the jar,"
                                + " queries from the jar, settings from the environment and the jar$"))
                .anySatisfy(line -> assertThat(line)
                        .endsWith("imports s3://exports/" + ScorerCloud.PREFIX + " into shop.sense_video at "
                                + bridge.td().endpoint()))
                .anySatisfy(line -> assertThat(line).contains("health and metrics on 127.0.0.1"))
                .anySatisfy(line -> assertThat(line)
                        .containsPattern("polls now, next at \\d{4}-01-01T04:30:00\\+09:00;"
                                + " next report at \\d{4}-01-02T06:00:00\\+09:00$"));
        assertNoSecret();
    }

    @Test
    void theStartNamesTheFoldersThatItTookFilesFrom() throws Exception {
        RouteFiles.copyTo(directory);
        Files.createDirectory(directory.resolve("kamelets"));
        Files.createDirectory(directory.resolve("sql"));
        Files.copy(Path.of("sql/visitors.sql"), directory.resolve("sql/visitors.sql"));
        Files.writeString(directory.resolve("application.properties"), "td.table=from_the_file\n");
        Path there = directory.toRealPath();

        run("next at");

        assertThat(log())
                .anySatisfy(line -> assertThat(line)
                        .contains("routes from " + there.resolve("routes"))
                        .contains("Kamelets from " + there.resolve("kamelets") + " and the jar")
                        .contains("queries from " + there.resolve("sql") + " and the jar")
                        .endsWith("settings from the environment, " + there.resolve("application.properties")
                                + " and the jar"))
                .anySatisfy(line -> assertThat(line).contains("into shop.from_the_file at "));
    }

    @Test
    void aPollCycleThatTookSomethingHasOneLineAndOneThatDidNotHasNone() throws Exception {
        bridge.set("SCHEDULE_CRON", "* * * * * ?");
        run("no objects to import so far");
        for (int i = 0; i < 3; i++) {
            bridge.export("o" + i, LINE, LINE);
        }
        bridge.export("broken", new byte[] {1, 2, 3});

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty() && cycles().size() > 0);

        assertThat(cycles().stream()
                        .mapToInt(line -> number(line, "(\\d+) objects? imported"))
                        .sum())
                .isEqualTo(3);
        assertThat(cycles().stream()
                        .mapToInt(line -> number(line, "(\\d+) failed"))
                        .sum())
                .isEqualTo(1);
        assertThat(cycles().stream()
                        .mapToInt(line -> number(line, "(\\d+) rows?,"))
                        .sum())
                .isEqualTo(6);
        assertThat(cycles())
                .allSatisfy(line -> assertThat(line).contains("0 deferred").containsPattern("in [\\d.]+ s: "));
        assertThat(log().stream()
                        .filter(line -> line.contains("no objects to import") || line.contains("no new objects")))
                .as("one a day")
                .hasSize(1);
    }

    private void run(String until) throws Exception {
        process = Jar.quick(bridge.environment(), directory).start(data.resolve("out"), data.resolve("err"), "run");
        await().atMost(PATIENCE)
                .until(() -> Files.readString(data.resolve("err")).contains(until));
    }

    private List<String> log() throws Exception {
        return Files.readAllLines(data.resolve("err"));
    }

    private List<String> cycles() throws Exception {
        return log().stream().filter(line -> line.contains("poll cycle")).toList();
    }

    private static int number(String line, String pattern) {
        var found = java.util.regex.Pattern.compile(pattern).matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private void assertNoSecret() throws Exception {
        String digits = TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1);
        assertThat(String.join("\n", log())).doesNotContain(digits, "strict-secret", "a-token-of-cameras");
    }
}
