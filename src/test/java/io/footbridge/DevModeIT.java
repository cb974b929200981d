package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar while its routes are edited. */
class DevModeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path directory;

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private Bridge bridge;
    private Process process;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("SCHEDULE_CRON", "* * * * * ?").set("LOG_LEVEL", "INFO");
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        bridge.close();
    }

    @Test
    void aBrokenEditIsReportedAMendedOneTakenUpAndTheProcessStopsWhenTold() throws Exception {
        Path file = RouteFiles.copyTo(directory).resolve("poll.camel.yaml");
        Path err = directory.resolve("err");
        process = Jar.quick(bridge.environment(), directory, "-Djava.io.tmpdir=" + temporary)
                .start(directory.resolve("out"), err, "run", "--dev");
        bridge.export("one", LINE);
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());

        String routes = Files.readString(file);
        Files.writeString(file, routes.replace("greedy: true", "greedyy: true"));
        await().atMost(PATIENCE).until(() -> Files.readString(err).contains("the last good routes go on"));
        assertThat(Files.readString(err)).contains("unknown-option: aws2-s3 has no option 'greedyy'");
        bridge.export("two", LINE);
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());

        Files.writeString(file, routes.replace("greedy: true", "greedy: false"));
        await().atMost(PATIENCE).until(() -> Files.readString(err).contains("the edited routes are running"));
        bridge.export("three", LINE);
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(3);

        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(err)).doesNotContain("ERROR", "Exception");
        assertThat(temporary).as("no copy of the routes is left").isEmptyDirectory();
    }
}
