package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import is known by its rows: whatever changes them makes another import, and nothing else does. */
class ContentIdsTest {

    private static final int LINES = 6;

    @TempDir
    private Path folder;

    @TempDir
    private Path edited;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void rowsThatAFaultyStepRejectedArriveOnceItIsFixed() throws IOException {
        bridge.set("BATCH_MAX_RECORDS", "100").set("IMPORT_MAX_REJECTS", "100");
        addStep("""
                                    - filter:
                                        id: faulty
                                        expression:
                                          simple:
                                            expression: ${body[uid]} == 'odd'
                                        steps:
                                          - setBody:
                                              id: spoil
                                              expression:
                                                simple:
                                                  expression: ${body.with('time', 'x')}
                """);
        bridge.export(
                "faulty",
                IntStream.rangeClosed(1, 300)
                        .mapToObj(frame -> frame % 100 <= 50 && frame % 100 > 0 ? odd(frame) : line(frame))
                        .toArray(String[]::new));
        assertThat(bridge.run(edited, "import").status()).isEqualTo(2);
        assertThat(bridge.rows()).as("two batches were accepted").hasSize(100);

        Bridge.Answer replayed = bridge.run("replay");

        assertThat(replayed.status()).as(replayed.out() + replayed.err()).isZero();
        assertFramesOnce(300);
    }

    @Test
    void rowsThatEditedRoutesChangeGoOutUnderAnotherIdAndTheStartWarns() throws IOException {
        bridge.set("BATCH_MAX_RECORDS", "3").set("TD_RETRY_SECONDS", "0");
        bridge.export("half", lines());
        refuseAfterOneImport();
        assertThat(bridge.run("import").status()).isEqualTo(1);
        assertThat(bridge.rows()).hasSize(3);
        bridge.td().onRequest(Faults.none());
        addStep("""
                                    - setBody:
                                        id: without-confidence
                                        expression:
                                          simple:
                                            expression: ${body.without('confidence')}
                """);

        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run(edited, "import").status()).isZero();
            assertThat(log.messages())
                    .anyMatch(message -> message.contains("routes differ from those of the last start"));
        }

        assertThat(bridge.td().differingRepeats()).isZero();
        assertThat(bridge.rows())
                .filteredOn(row -> !row.containsKey("confidence"))
                .hasSize(LINES);
        try (WarnLog log = new WarnLog()) {
            bridge.run(edited, "import");
            assertThat(log.messages()).as("the same routes again").isEmpty();
        }
    }

    /** When an export writes an object anew. */
    enum Moment {
        AFTER_THE_IMPORT,
        AT_THE_GET,
        BETWEEN_BATCHES,
        AT_THE_COPY,
        AT_THE_DELETION
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void theSameLinesInOtherBytesAreThereOnce(Moment moment) {
        bridge.set("BATCH_MAX_RECORDS", "3");
        String key = bridge.export("again", lines());
        AtomicInteger once = new AtomicInteger(1);
        Runnable overwrite = () -> {
            if (once.getAndDecrement() > 0) {
                bridge.export("again", inOtherBytes());
            }
        };
        overwriteAt(moment, key, overwrite);

        bridge.run("import");
        overwrite.run();
        bridge.s3().onRequest(S3Faults.NONE);
        bridge.td().onRequest(Faults.none());
        Bridge.Answer last = bridge.run("import");

        assertThat(last.status()).as(last.err()).isZero();
        assertThat(bridge.waiting()).isEmpty();
        assertFramesOnce(LINES);
        assertThat(bridge.td().differingRepeats()).isZero();
    }

    @Test
    void aReplayOfWhatWasImportedSinceInOtherBytesDoesNothingUnlessItIsTold() {
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(400)));
        String key = bridge.export("again", lines());
        assertThat(bridge.run("import").status()).isEqualTo(2);
        bridge.export("again", Archives.tgz(Map.of("data.tsv", String.join("\n", lines()), "other.tsv", line(99))));
        assertThat(bridge.run("import").status()).isZero();
        List<String> failed = bridge.failed();
        assertThat(failed).isNotEmpty();
        int rows = bridge.rows().size();

        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run("replay").status()).isEqualTo(1);
            assertThat(log.messages())
                    .anyMatch(message -> message.contains(key)
                            && message.contains("imported since")
                            && message.contains("--even-if-imported"));
        }
        assertThat(bridge.failed()).isEqualTo(failed);
        assertThat(bridge.rows()).hasSize(rows);

        Bridge.Answer told = bridge.run("replay", "--even-if-imported");

        assertThat(told.status()).as(told.err()).isZero();
        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.rows()).hasSize(rows + LINES);
    }

    @Test
    void aReplayOfTheVeryBytesThatWereImportedSinceSendsNothing() {
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(400)));
        bridge.export("again", lines());
        assertThat(bridge.run("import").status()).isEqualTo(2);
        bridge.export("again", lines());
        assertThat(bridge.run("import").status()).isZero();
        long imports = bridge.td().imports() + bridge.td().repeats();

        assertThat(bridge.run("replay").status()).isZero();

        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.td().imports() + bridge.td().repeats()).isEqualTo(imports);
        assertFramesOnce(LINES);
    }

    @Test
    void equalBatchesOfOneObjectBothArriveWithoutLineage() {
        bridge.set("IMPORT_LINEAGE", "false").set("BATCH_MAX_RECORDS", "2");
        bridge.export("equal", line(1), line(1), line(1), line(1));

        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.rows()).hasSize(4);
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void otherBatchLimitsThatCutNothingChangeNoId() {
        bridge.export("same", lines());
        bridge.run("import");
        bridge.set("BATCH_MAX_RECORDS", "100").export("same", lines());

        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.td().repeats()).isEqualTo(1);
        assertFramesOnce(LINES);
    }

    private void overwriteAt(Moment moment, String key, Runnable overwrite) {
        bridge.s3().onRequest((operation, name, attempt) -> {
            boolean now = switch (moment) {
                case AT_THE_GET -> operation == S3Operation.GET && name.equals(key);
                case AT_THE_COPY -> operation == S3Operation.COPY && name.equals("imported/" + key);
                case AT_THE_DELETION -> operation == S3Operation.DELETE && name.equals(key);
                case AFTER_THE_IMPORT, BETWEEN_BATCHES -> false;
            };
            if (now) {
                overwrite.run();
            }
            return Optional.empty();
        });
        AtomicInteger imports = new AtomicInteger();
        bridge.td().onRequest((method, path, number) -> {
            if (moment == Moment.BETWEEN_BATCHES
                    && method.equals("PUT")
                    && imports.incrementAndGet() == 3) { // The first one finds no table.
                overwrite.run();
            }
            return Fault.none();
        });
    }

    private void refuseAfterOneImport() {
        AtomicInteger imports = new AtomicInteger();
        bridge.td()
                .onRequest((method, path, number) ->
                        method.equals("PUT") && imports.incrementAndGet() > 2 ? Fault.status(503) : Fault.none());
    }

    private void addStep(String step) throws IOException {
        Path file = RouteFiles.copyTo(edited).resolve("file.camel.yaml");
        String lastLine = "                        ref: line-to-row\n";
        String routes = Files.readString(file);
        assertThat(routes).contains(lastLine);
        Files.writeString(file, routes.replace(lastLine, lastLine + step));
    }

    private void assertFramesOnce(int count) {
        assertThat(bridge.rows())
                .extracting(row -> row.get("frame_index"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, count)
                        .mapToObj(frame -> (long) frame)
                        .toList());
    }

    private static byte[] inOtherBytes() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("read.me", "the same lines");
        entries.put("data.tsv", String.join("\n", lines()) + "\n");
        return Archives.tgz(entries);
    }

    private static String[] lines() {
        return Stream.iterate(1, frame -> frame + 1)
                .limit(LINES)
                .map(ContentIdsTest::line)
                .toArray(String[]::new);
    }

    private static String odd(int frame) {
        return line(frame).replace("\t42\t1\t", "\todd\t1\t");
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
