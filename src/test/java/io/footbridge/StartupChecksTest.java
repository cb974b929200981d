package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions before a start: what passes is waited for, and what does not ends the command at once. */
@Timeout(60)
class StartupChecksTest {

    private static final String LIST = "/v3/database/list";
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_TIMEOUT_SECONDS", "1").set("TD_RETRY_SECONDS", "20");
        bridge.export("one", LINE);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of("408", Fault.status(408)),
                Arguments.of("429", Fault.status(429, Map.of("Retry-After", "1"))),
                Arguments.of("500", Fault.status(500)),
                Arguments.of("502", Fault.status(502)),
                Arguments.of("503", Fault.status(503)),
                Arguments.of("504", Fault.status(504)),
                Arguments.of("a connection that is lost", Fault.drop()),
                Arguments.of("no answer", Fault.hang()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void whatPassesWithTreasureDataIsWaitedFor(String name, Fault fault) {
        bridge.td().onRequest(Faults.onFirst(3, LIST, fault));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500,InternalError", "503,SlowDown"})
    void whatPassesWithS3IsWaitedFor(int status, String code) {
        int moreThanTheClientRetries = 6;
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.LIST && attempt <= moreThanTheClientRetries
                                ? Optional.of(S3Fault.refusal(status, code))
                                : Optional.empty());

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.rows()).hasSize(1);
    }

    @Test
    void theWaitingHasAnEnd() {
        bridge.set("TD_RETRY_SECONDS", "2").td().onRequest(Faults.onFirst(99, LIST, Fault.status(500)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("answers 500");
    }

    @Test
    void aWrongKeyEndsAtOnceEvenWhileS3IsWaitedFor() {
        bridge.set("TD_RETRY_SECONDS", "600").td().refuseKey(TreasureData.API_KEY);
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.LIST ? Optional.of(S3Fault.internalError()) : Optional.empty());

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("does not accept the key");
    }

    @Test
    void checkWaitsForSecondsOnly() {
        bridge.set("TD_RETRY_SECONDS", "600").td().onRequest(Faults.onFirst(99, LIST, Fault.status(500)));
        long begun = System.nanoTime();

        Bridge.Answer answer = bridge.run("check");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("answers 500");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
}
