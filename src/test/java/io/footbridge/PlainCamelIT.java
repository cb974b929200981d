package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camel's own main class with the jar, the routes and the properties: without a class of ours on its command line. */
class PlainCamelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int OBJECTS = 24;

    /** As README.md has them. */
    private static final String LOG = "-Dlogback.configurationFile=io/footbridge/logback.xml";

    private static final String ROUTES = "-Dcamel.main.routesIncludePattern=file:routes/*.camel.yaml";

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data).set("SCHEDULE_CRON", "* * * * * ?").set("REPORT_ENABLED", "false");
        RouteFiles.copyTo(directory);
        Files.copy(Path.of("application.properties"), directory.resolve("application.properties"));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void itImportsADay() throws Exception {
        assertThat(Files.readString(Path.of("README.md")).replace("'", "")).contains(LOG + " " + ROUTES);
        for (int hour = 0; hour < OBJECTS; hour++) {
            bridge.export(
                    "2019-08-15_%02d0000".formatted(hour),
                    "2019-08-15 %02d:00:00\t%d\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}".formatted(hour, hour));
        }
        bridge.export("broken", new byte[] {1, 2, 3});
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process camel = new Jar(bridge.environment(), directory, ROUTES)
                .under(Main.class)
                .start(out, err);
        try {
            await().atMost(PATIENCE)
                    .until(() -> !camel.isAlive() || bridge.waiting().isEmpty());

            assertThat(bridge.waiting()).as(Files.readString(err)).isEmpty();
            assertThat(bridge.rows())
                    .extracting(row -> row.get("frame_index"))
                    .hasSize(OBJECTS)
                    .doesNotHaveDuplicates();
            assertThat(bridge.failed()).hasSize(2);
            // Logged at DEBUG, as logback does where nobody tells it otherwise.
            assertThat(Files.readString(out) + Files.readString(err))
                    .contains("DEBUG")
                    .doesNotContain(bridge.environment().get("TD_API_KEY"))
                    .doesNotContain(bridge.environment().get("S3_SECRET_ACCESS_KEY"));
        } finally {
            camel.destroy();
            assertThat(camel.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }
}
