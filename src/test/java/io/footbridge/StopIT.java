package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-shot commands of the packaged jar, told to stop in the middle of their work. */
class StopIT {

    private static final int OBJECTS = 60;
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data).set("IMPORT_PARALLEL_OBJECTS", "2").set("LOG_LEVEL", "INFO");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void anImportFinishesWhatIsInFlightAndSaysWhatItDid() throws Exception {
        exportAll();
        bridge.td().onRequest(Faults.onImport(Fault.delay(Duration.ofMillis(400))));

        String out = stopped("import", () -> bridge.waiting().size() < OBJECTS - 3);

        int left = bridge.waiting().size();
        assertThat(left).isBetween(OBJECTS / 2, OBJECTS - 4);
        assertThat(out).contains(OBJECTS - left + " imported", "rows: " + (OBJECTS - left) + " imported");
        assertThat(bridge.rows()).hasSize(OBJECTS - left);
    }

    @Test
    void aReplayFinishesWhatIsInFlightAndSaysWhatItDid() throws Exception {
        exportAll();
        bridge.set("IMPORT_MAX_REJECTS", "0").set("EXPORT_COLUMNS", "datetime:datetime");
        assertThat(Jar.quick(bridge.environment(), directory).run("import").status())
                .isEqualTo(2);
        bridge.set(
                "EXPORT_COLUMNS",
                "datetime:datetime,frame_index:long,uid:string,type:long,confidence:double,x:double,y:double,w:double,h:double,attributes:json");
        assertThat(failed()).isEqualTo(OBJECTS);
        bridge.td().onRequest(Faults.onImport(Fault.delay(Duration.ofMillis(400))));

        String out = stopped("replay", () -> failed() < OBJECTS - 3);

        int left = failed();
        assertThat(left).isBetween(OBJECTS / 2, OBJECTS - 4);
        assertThat(out).contains(OBJECTS - left + " imported", "rows: " + (OBJECTS - left) + " imported");
        assertThat(bridge.rows()).hasSize(OBJECTS - left);
    }

    @Test
    void aReportIsFinishedAndPublished() throws Exception {
        bridge.export("one", LINE);
        assertThat(Jar.quick(bridge.environment(), directory).run("import").status())
                .isZero();
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.PUT && key.endsWith("visitors.csv")
                        ? java.util.Optional.of(io.footbridge.sandbox.s3.S3Fault.delay(Duration.ofSeconds(3)))
                        : java.util.Optional.empty());

        String out = stopped("report", () -> bridge.s3().count(S3Operation.PUT) > 1, "--date", "2019-08-15");

        assertThat(out).contains("Visitors").contains("published s3://");
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/"))
                .containsExactly("reports/2019-08-15/visitors.csv", "reports/2019-08-15/visitors.html");
    }

    private void exportAll() {
        for (int i = 0; i < OBJECTS; i++) {
            bridge.export("o" + i, LINE);
        }
    }

    private int failed() {
        return (int)
                bridge.failed().stream().filter(key -> key.endsWith(".tgz")).count();
    }

    /** Stops a command once it has begun; gives what it printed. */
    private String stopped(String command, BooleanSupplier begun, String... arguments) throws Exception {
        Path out = data.resolve("out");
        Path err = data.resolve("err");
        String[] line = new String[arguments.length + 1];
        line[0] = command;
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        Process process = Jar.quick(bridge.environment(), directory).start(out, err, line);
        try {
            await().atMost(Duration.ofMinutes(2)).until(begun::getAsBoolean);
            process.destroy();
            assertThat(process.waitFor(25, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(143);
        return Files.readString(out, UTF_8) + Files.readString(err, UTF_8);
    }
}
