package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can go wrong on either side: nothing lost, nothing twice, nothing dead-lettered that is good. */
class FaultsTest {

    private static final int OBJECTS = 10;

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_TIMEOUT_SECONDS", "1").set("TD_RETRY_SECONDS", "8");
        for (int i = 0; i < OBJECTS; i++) {
            bridge.export("o" + i, line(i));
        }
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    static Stream<Arguments> passingFaultsOfTreasureData() {
        return Stream.of(
                Arguments.of("commits and drops the connection", Fault.commitThenDrop()),
                Arguments.of("drops the connection", Fault.drop()),
                Arguments.of("429 with Retry-After", Fault.status(429, Map.of("Retry-After", "1"))),
                Arguments.of("500", Fault.status(500)),
                Arguments.of("502", Fault.status(502)),
                Arguments.of("503", Fault.status(503)),
                Arguments.of("200 with another MD5", Fault.wrongMd5()),
                Arguments.of("204", Fault.noContent()),
                Arguments.of("answers after the timeout", Fault.hang()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingFaultsOfTreasureData")
    void aPassingFaultOfTreasureDataLosesAndDoublesNothing(String name, Fault fault) {
        bridge.td().onRequest(Faults.onFirstImports(4, fault));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
        assertEveryRowOnce();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/AnalyzedData")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 500, 503, 418})
    void whatIsNotTheDataLeavesEverythingForTheNextTime(int status) {
        bridge.set("TD_RETRY_SECONDS", "1");
        bridge.td().onRequest(Faults.onImport(Fault.status(status)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("0 failed", OBJECTS + " deferred");
        assertThat(bridge.waiting()).hasSize(OBJECTS);
        bridge.td().onRequest(Faults.none());
        assertThat(bridge.run("import").status()).isZero();
        assertEveryRowOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aBatchThatIsRefusedPutsItsObjectAside(int status) {
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(status)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).contains(OBJECTS - 1 + " imported", "1 failed");
        assertThat(bridge.rows()).hasSize(OBJECTS - 1);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/AnalyzedData")).hasSize(2);
    }

    @Test
    void anAnswerWithoutABodyIsNotExpectedOfTreasureData() {
        bridge.set("TD_RETRY_SECONDS", "0").td().onRequest(Faults.onImport(Fault.noContent()));

        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run("import").status()).isEqualTo(1);
            assertThat(log.messages())
                    .anyMatch(message ->
                            message.startsWith("intake pauses (td-unexpected-answer): Treasure Data answers 204"));
        }
        assertThat(bridge.waiting()).hasSize(OBJECTS);
    }

    @Test
    void oneRefusalAfterTheOtherIsNotTheData() {
        bridge.set("IMPORT_PARALLEL_OBJECTS", "1").td().onRequest(Faults.onImport(Fault.status(422)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("2 failed");
        assertThat(bridge.waiting()).hasSize(OBJECTS - 2);
        bridge.td().onRequest(Faults.none());
        bridge.run("import");
        assertThat(bridge.run("replay").status()).isZero();
        assertEveryRowOnce();
    }

    static Stream<Arguments> faultsOfOneObject() {
        return Stream.of(
                Arguments.of(S3Operation.GET, S3Fault.slowDown()),
                Arguments.of(S3Operation.GET, S3Fault.accessDenied()),
                Arguments.of(S3Operation.GET, S3Fault.cutBody(20)),
                Arguments.of(S3Operation.GET, S3Fault.lostAnswer()),
                Arguments.of(S3Operation.COPY, S3Fault.slowDown()),
                Arguments.of(S3Operation.COPY, S3Fault.lostAnswer()),
                Arguments.of(S3Operation.DELETE, S3Fault.slowDown()),
                Arguments.of(S3Operation.DELETE, S3Fault.internalError()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faultsOfOneObject")
    void anObjectInTroubleWaitsAndTheOthersGoThrough(S3Operation operation, S3Fault fault) {
        String troubled = Bridge.FOLDER + "o3.tgz";
        bridge.s3()
                .onRequest(onKey(operation, operation == S3Operation.COPY ? "imported/" + troubled : troubled, fault));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isEqualTo(1);
        assertThat(bridge.waiting()).containsExactly(troubled);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/AnalyzedData")).isEmpty();
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isZero();
        assertThat(bridge.waiting()).isEmpty();
        assertEveryRowOnce();
    }

    @Test
    void anAnswerToTheDeletionThatIsLostCountsAsDone() {
        String troubled = Bridge.FOLDER + "o3.tgz";
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.DELETE && key.equals(troubled) && attempt == 1
                                ? Optional.of(S3Fault.lostAnswer())
                                : Optional.empty());

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.waiting()).isEmpty();
        assertEveryRowOnce();
    }

    @Test
    void aListingThatIsRefusedOnceIsAskedForAgain() {
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.LIST && attempt <= 2
                        ? Optional.of(S3Fault.slowDown())
                        : Optional.empty());

        assertThat(bridge.run("import").status()).isZero();
        assertEveryRowOnce();
    }

    @Test
    void anObjectThatVanishesIsDone() {
        bridge.s3().onRequest(onKey(S3Operation.GET, Bridge.FOLDER + "o3.tgz", S3Fault.vanished()));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("1 gone", OBJECTS - 1 + " imported");
        assertThat(bridge.rows()).hasSize(OBJECTS - 1);
    }

    @Test
    void anObjectOverwrittenMeanwhileIsNotDeletedUnseen() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        bridge.td().onRequest(Faults.onImport(Fault.hold(release)));
        bridge.set("TD_TIMEOUT_SECONDS", "30");
        String key = Bridge.FOLDER + "o3.tgz";
        try (var executor = new Closer()) {
            Future<Bridge.Answer> running = executor.submit(() -> bridge.run("import"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> bridge.s3().count(S3Operation.GET) > OBJECTS);
            byte[] later = Archives.tgz(Map.of("data.tsv", line(77) + "\n"));
            bridge.s3().put(Bridge.BUCKET, key, later);
            release.countDown();
            assertThat(running.get().status()).isEqualTo(1);
            assertThat(bridge.waiting()).containsExactly(key);
            assertThat(bridge.s3().bytes(Bridge.BUCKET, key)).isEqualTo(later);
        }

        assertThat(bridge.run("import").status()).isZero();
        assertThat(bridge.rows()).hasSize(OBJECTS + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".error.json", ""})
    void failingToWriteToTheFailedPrefixLeavesTheSource(String suffix) {
        String key = bridge.export("broken", "this is no gzip".getBytes(UTF_8));
        S3Operation operation = suffix.isEmpty() ? S3Operation.COPY : S3Operation.PUT;
        bridge.s3().onRequest(onKey(operation, "failed/" + key + suffix, S3Fault.internalError()));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(bridge.waiting()).containsExactly(key);
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isEqualTo(2);
        assertThat(bridge.waiting()).isEmpty();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/AnalyzedData"))
                .containsExactly("failed/" + key, "failed/" + key + ".error.json");
    }

    private void assertEveryRowOnce() {
        assertThat(bridge.rows())
                .extracting(row -> row.get("frame_index"))
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(bridge.td().differingRepeats()).isZero();
    }

    private static S3Faults onKey(S3Operation operation, String troubled, S3Fault fault) {
        return (seen, key, attempt) ->
                seen == operation && key.equals(troubled) ? Optional.of(fault) : Optional.empty();
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }

    /** An executor that a try can close, which JDK 17's cannot. */
    private static final class Closer implements AutoCloseable {

        private final ExecutorService executor = Executors.newSingleThreadExecutor();

        <T> Future<T> submit(Callable<T> task) {
            return executor.submit(task);
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
