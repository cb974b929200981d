package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar with a small heap, and answers that have no end in bytes or in time. */
class BoundedAnswersIT {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    /** Three times the heap. */
    private static final long HUGE = 200L << 20;

    private static final int LONG_ENOUGH_SECONDS = 120;

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_RETRY_SECONDS", "1");
        bridge.export("one", LINE);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @CsvSource({"200, 1, (td-unexpected-answer)", "400, 2, (td-bad-request)", "500, 1, (td-unavailable)"})
    void anImportsHugeAnswerEndsTheTryAndNotTheProcess(int status, int exit, String says) throws Exception {
        bridge.td().onRequest(Faults.onImport(Fault.large(status, HUGE)));

        assertThat(outcome("import")).contains("exit " + exit, says);
    }

    @Test
    void anImportsPackedAnswerEndsTheTryAndNotTheProcess() throws Exception {
        bridge.td().onRequest(Faults.onImport(Fault.packed(200, HUGE)));

        assertThat(outcome("import")).contains("exit 1", "(td-unexpected-answer)");
    }

    @Test
    void theAnswerToTheKeysQuestionMayBeHuge() throws Exception {
        bridge.td().onRequest(Faults.onFirst(1, "/v3/database/list", Fault.large(200, HUGE)));

        assertThat(outcome("import")).contains("exit 0");
    }

    @ParameterizedTest
    @CsvSource({"200, (td-unexpected-answer)", "500, (td-unavailable)"})
    void aHugeAnswerAboutATableEndsTheTry(int status, String says) throws Exception {
        bridge.td().onRequest(Faults.onFirst(99, "/v3/table/create", Fault.large(status, HUGE)));

        assertThat(outcome("import")).contains("exit 1", says);
    }

    @Test
    void aHugeListingEndsTheCommand() throws Exception {
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.LIST ? Optional.of(S3Fault.largeAnswer(HUGE)) : Optional.empty());

        assertThat(outcome("import")).contains("exit 1", "S3 answers with more than 4194304 bytes");
    }

    @ParameterizedTest
    @CsvSource({"import", "run"})
    void theSignalToStopDoesNotWaitForAnAnswerThatHasNoEnd(String command) throws Exception {
        assertThatItStops(command, Fault.drip(200, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"import", "run"})
    void theSignalToStopDoesNotWaitForTheNextAttempt(String command) throws Exception {
        bridge.set("TD_RETRY_SECONDS", "3600");

        assertThatItStops(command, Fault.status(503, Map.of("Retry-After", "1800")));
    }

    private void assertThatItStops(String command, Fault fault) throws Exception {
        bridge.td().onRequest(Faults.onImport(fault));
        Path err = folder.resolve("err");
        Process process = Jar.quick(bridge.environment(), folder).start(folder.resolve("out"), err, command);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> bridge.td().requests().stream()
                            .anyMatch(request -> request.method().equals("PUT")));
            process.destroy();
            assertThat(process.waitFor(45, TimeUnit.SECONDS))
                    .as("Camel's 20 s, and what a busy machine takes besides")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(bridge.waiting()).as(Files.readString(err)).hasSize(1);
        bridge.td().onRequest(Faults.none());
        assertThat(Jar.quick(bridge.environment(), folder).run("import").status())
                .isZero();
        assertThat(bridge.rows()).hasSize(1);
    }

    @Test
    void theSignalToStopEndsTheWaitBeforeAStartAtOnce() throws Exception {
        bridge.set("TD_RETRY_SECONDS", "600")
                .set("LOG_LEVEL", "INFO")
                .td()
                .onRequest(Faults.onFirst(999, "/v3/database/list", Fault.status(500)));
        Path err = folder.resolve("err");
        Process process = Jar.quick(bridge.environment(), folder).start(folder.resolve("out"), err, "import");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(err).contains("asking again in"));
            process.destroy();
            assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("at once").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String outcome(String command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = Jar.quick(bridge.environment(), folder, "-Xmx64m").start(out, err, command);
        try {
            return process.waitFor(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS)
                    ? "exit " + process.exitValue() + "\n" + Files.readString(out) + Files.readString(err)
                    : "no end\n" + Files.readString(err);
        } finally {
            process.destroyForcibly();
        }
    }
}
