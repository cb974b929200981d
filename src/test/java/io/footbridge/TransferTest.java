package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that break, that give another part than was asked for, and that hardly move. */
@Timeout(240)
class TransferTest {

    private static final int LINES = 12_000;

    @TempDir
    private Path folder;

    private Bridge bridge;
    private SoundExports exports;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("BATCH_MAX_RECORDS", "1000");
        exports = new SoundExports(bridge);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    static Stream<Arguments> answersToARange() {
        return Stream.of(
                Arguments.of("ignored", S3Fault.ignoredRange()),
                Arguments.of("a later part", S3Fault.shiftedRange(1000)),
                Arguments.of("an earlier part", S3Fault.shiftedRange(-1)),
                Arguments.of("the part of another object", S3Fault.otherEtag()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersToARange")
    void aPartThatWasNotAskedForIsNeverPutBetween(String name, S3Fault fault) {
        String key = exports.put("a", LINES);
        // The first transfer and the one that looks the object through are served; those that go on are not.
        bridge.s3().onRequest(onTransfers(key, 3, Integer.MAX_VALUE, fault));

        Bridge.Answer answer = bridge.run("import");

        System.out.println(name + ": " + answer.out().strip() + "; wrong rows "
                + exports.wrongRows().size());
        assertThat(exports.wrongRows()).isEmpty();
        assertThat(bridge.failed()).isEmpty();
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isZero();
        assertThat(exports.arrived()).isEqualTo(LINES);
        assertThat(exports.wrongRows()).isEmpty();
    }

    @Test
    void aStoreWithoutRangesIsReadAllTheSame() {
        String key = exports.put("a", LINES);
        bridge.s3().onRequest(onTransfers(key, 1, Integer.MAX_VALUE, S3Fault.ignoredRange()));

        assertThat(bridge.run("import").status()).isZero();
        assertThat(exports.arrived()).isEqualTo(LINES);
        assertThat(exports.wrongRows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aResetInTheMiddleIsNoReasonToStartOver(int transfer) {
        String key = exports.put("a", LINES);
        bridge.s3().onRequest(onTransfers(key, transfer, transfer, S3Fault.cutBody(exports.size(key) / 3)));

        Bridge.Answer answer = bridge.run("import");

        System.out.println("reset in transfer " + transfer + ": " + answer.out().strip());
        assertThat(answer.status()).isZero();
        assertThat(exports.arrived()).isEqualTo(LINES);
        assertThat(exports.wrongRows()).isEmpty();
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void aTransferThatBreaksTimeAndAgainIsLeftForLater() {
        String key = exports.put("a", LINES);
        bridge.s3().onRequest(onTransfers(key, 1, Integer.MAX_VALUE, S3Fault.cutBody(1000)));

        assertThat(bridge.run("import").status()).isEqualTo(1);
        assertThat(bridge.waiting()).containsExactly(key);
        assertThat(bridge.s3().count(S3Operation.GET)).isLessThan(10);
    }

    @Test
    void anObjectOfAnotherVersionThanWasListedIsNotRead() {
        String key = exports.put("a", 10);
        bridge.s3().onRequest(onTransfers(key, 1, 1, S3Fault.otherEtag()));

        assertThat(bridge.run("import").status()).isEqualTo(1);
        assertThat(bridge.waiting()).containsExactly(key);
        assertThat(exports.arrived()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400})
    void sixteenThatDripDoNotHoldUpAHundred(int milliseconds) {
        // Either hardly a byte comes, or none at all.
        Duration every = milliseconds == 0 ? Duration.ofMinutes(3) : Duration.ofMillis(milliseconds);
        bridge.set("S3_MIN_BYTES_PER_SECOND", "500").set("S3_SLOW_SECONDS", "2");
        for (int i = 0; i < 16; i++) {
            exports.put("0-drips-" + i, 30);
        }
        for (int i = 0; i < 100; i++) {
            exports.put("good-" + i, 30);
        }
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.GET && key.contains("/0-drips-")
                        ? Optional.of(S3Fault.drip(4, every))
                        : Optional.empty());

        long start = System.nanoTime();
        Bridge.Answer answer = bridge.run("import");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        System.out.println("drip: " + answer.out().strip() + " after " + took.toSeconds() + " s");
        assertThat(answer.out()).contains("100 imported", "0 failed", "16 deferred");
        assertThat(bridge.waiting()).hasSize(16).allMatch(key -> key.contains("/0-drips-"));
        assertThat(took).isLessThan(Duration.ofSeconds(40));
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isZero();
        assertThat(exports.wrongRows()).isEmpty();
        assertThat(exports.arrived()).isEqualTo(exports.rows());
    }

    @Test
    void timeInWhichNobodyReadsIsNoSlowness() {
        bridge.set("S3_MIN_BYTES_PER_SECOND", "50000").set("S3_SLOW_SECONDS", "1");
        exports.put("a", LINES);
        bridge.td().onRequest(Faults.onFirstImports(8, Fault.delay(Duration.ofSeconds(1))));

        assertThat(bridge.run("import").status()).isZero();
        assertThat(exports.arrived()).isEqualTo(LINES);
    }

    private static S3Faults onTransfers(String troubled, int from, int to, S3Fault fault) {
        return (operation, key, attempt) ->
                operation == S3Operation.GET && key.equals(troubled) && attempt >= from && attempt <= to
                        ? Optional.of(fault)
                        : Optional.empty();
    }
}
