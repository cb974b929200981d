package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.archive.Gzips;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports that are not SenseVideo's, through the real routes. */
class FormatsTest {

    private static final String DOORS = "doors/2019-08-15/counts.csv";
    private static final String HEADER = "door,note,at,people\n";

    /** More than one block of bytes that a reader holds back. */
    private static final int LARGE = 12_000;

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void csvWithAHeaderIsImported() {
        doors();
        put(DOORS, HEADER + "\"west\nside\",,2019-08-15T10:02:03+09:00,4\r\neast,x,2019-08-15 01:02:04,\r\n");
        put("doors/2019-08-15/readme.txt", "no data");
        put("doors/2019-08-16/counts.tgz", Archives.tgz(Map.of("b.csv", HEADER + "north,,2019-08-15 01:02:05.5,1\n")));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("2 imported", "rows: 3 imported", "1 ignored");
        assertThat(rows())
                .containsExactly(
                        Map.of(
                                "time",
                                1565830923L,
                                "at",
                                "2019-08-15T10:02:03+09:00",
                                "door",
                                "west\nside",
                                "people",
                                4L,
                                "source_key",
                                DOORS,
                                "source_entry",
                                "counts.csv",
                                "source_line",
                                2L),
                        Map.of(
                                "time",
                                1565830924L,
                                "at",
                                "2019-08-15 01:02:04.000",
                                "door",
                                "east",
                                "source_key",
                                DOORS,
                                "source_entry",
                                "counts.csv",
                                "source_line",
                                4L),
                        Map.of(
                                "time", 1565830925L,
                                "at", "2019-08-15 01:02:05.5",
                                "door", "north",
                                "people", 1L,
                                "source_key", "doors/2019-08-16/counts.tgz",
                                "source_entry", "b.csv",
                                "source_line", 2L));
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/")).hasSize(2);
    }

    @Test
    void linesOfJsonAreImported() {
        bridge.set("S3_PREFIX", "pos/")
                .set("EXPORT_FORMAT", "json")
                .set("EXPORT_KEYS", "{device}/{date}.jsonl.gz")
                .set("EXPORT_COLUMNS", "time:unix,shop:string,items:json");
        put(
                "pos/till-7/2019-08-15.jsonl.gz",
                Gzips.of("{\"items\": [1, 2], \"time\": 1565830923, \"x\": 1}\n\n{\"time\":1565830924,\"shop\":\"銀座\"}"
                        .getBytes(UTF_8)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(rows())
                .containsExactly(
                        Map.of(
                                "time", 1565830923L,
                                "items", "[1, 2]",
                                "device_id", "till-7",
                                "source_key", "pos/till-7/2019-08-15.jsonl.gz",
                                "source_entry", "2019-08-15.jsonl",
                                "source_line", 1L),
                        Map.of(
                                "time", 1565830924L,
                                "shop", "銀座",
                                "device_id", "till-7",
                                "source_key", "pos/till-7/2019-08-15.jsonl.gz",
                                "source_entry", "2019-08-15.jsonl",
                                "source_line", 3L));
    }

    @Test
    void rejectedRecordsKeepTheirHeaderAndAreReplayed() {
        doors().set("EXPORT_COLUMNS", "at:datetime,door:string,people:long");
        put(DOORS, HEADER + "west,,2019-08-15 01:02:03.5,4\n\"ea\nst\",,2019-08-15 01:02:04.5,some\n");
        assertThat(bridge.run("import").status()).isEqualTo(2);
        assertThat(bridge.rows()).hasSize(1);

        bridge.set("EXPORT_COLUMNS", "at:datetime,door:string,people:string");
        Bridge.Answer answer = bridge.run("replay");

        assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
        assertThat(rows().get(1))
                .containsEntry("door", "ea\nst")
                .containsEntry("people", "some")
                .containsEntry("source_line", 3L);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/doors/")).isEmpty();
    }

    @Test
    void missingColumnFailsTheObjectWhichIsReplayedInItsFormat() {
        doors().set("EXPORT_COLUMNS", "at:datetime,visitors:long");
        put(DOORS, HEADER + "west,,2019-08-15 01:02:03.5,4\n");

        assertThat(bridge.run("import").status()).isEqualTo(2);

        assertThat(bridge.rows()).isEmpty();
        assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, "failed/" + DOORS + ".error.json"), UTF_8))
                .contains("bad-header", "does not name the column visitors");
        bridge.set("EXPORT_COLUMNS", "at:datetime,people:long");
        assertThat(bridge.run("replay").status()).isZero();
        assertThat(bridge.rows()).hasSize(1);
    }

    @Test
    void settingsThatDoNotGoTogetherStopTheStart() {
        doors().set("SCORER_DEVICES", "LT_1");
        assertThat(bridge.run("import").err()).contains("export.keys (EXPORT_KEYS) has no {device}");

        bridge.set("SCORER_DEVICES", "").set("EXPORT_FORMAT", "json");
        assertThat(bridge.run("import").err()).contains("export.header (EXPORT_HEADER) is true");

        bridge.set("EXPORT_FORMAT", "xml").set("EXPORT_KEYS", "{day}/*.csv");
        assertThat(bridge.run("import").err())
                .contains("export.format (EXPORT_FORMAT) is 'xml'; expected tsv, csv or json")
                .contains("braces are for {device} and {date} only");
    }

    @ParameterizedTest
    @CsvSource({"1, x-2", "10, x-2", "1, ''", "10, ''", "1, 0123456789abcdef0123456789abcdef"})
    void plainFileIsReadAsOftenAsItTakesToTrustItsBytes(int batches, String etag) {
        doors().set("BATCH_MAX_RECORDS", batches == 1 ? "50000" : "1200");
        byte[] content = content();
        store(content, etag);

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(wrongRows()).isZero();
        assertThat(bridge.rows()).hasSize(LARGE);
        assertThat(gets())
                .isEqualTo(batches == 1 ? etag.isEmpty() ? 1 : 2 : 3); // The first goes on in a third request.
    }

    @ParameterizedTest
    @CsvSource({"1, 1, x-2", "1, 1, ''", "10, 1, x-2", "10, 2, x-2", "10, 3, x-2", "10, 1, ''", "10, 2, ''"})
    void bytesThatChangeOnTheWayMakeNoWrongRow(int batches, int transfer, String etag) {
        doors().set("BATCH_MAX_RECORDS", batches == 1 ? "50000" : "1200");
        byte[] content = content();
        store(content, etag);
        int letter = new String(content, UTF_8).lastIndexOf("name");
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.GET && key.equals(DOORS) && attempt == transfer
                                ? Optional.of(S3Fault.flippedBit(letter))
                                : Optional.empty());

        bridge.run("import");

        assertThat(wrongRows()).isZero();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/doors/")).isEmpty();
        bridge.s3().onRequest(S3Faults.NONE);
        bridge.run("import");
        assertThat(bridge.rows()).hasSize(LARGE);
        assertThat(wrongRows()).isZero();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "doors/")).isEmpty();
    }

    private Bridge doors() {
        return bridge.set("S3_PREFIX", "doors/")
                .set("EXPORT_FORMAT", "csv")
                .set("EXPORT_HEADER", "true")
                .set("EXPORT_KEYS", "{date}/counts.*")
                .set("EXPORT_COLUMNS", "at:datetime,door:string,people:long");
    }

    /** A flipped bit in the name of a door makes another name, and no bad line. */
    private static byte[] content() {
        return (HEADER
                        + IntStream.rangeClosed(1, LARGE)
                                .mapToObj(line -> "a door with a long name,,2019-08-15 01:02:03.5,7\n")
                                .collect(Collectors.joining()))
                .getBytes(UTF_8);
    }

    private long wrongRows() {
        return bridge.rows().stream()
                .filter(row -> !row.get("people").equals(7L) || !row.get("door").equals("a door with a long name"))
                .count();
    }

    private void store(byte[] content, String etag) {
        if (etag.isEmpty()) {
            bridge.s3().put(Bridge.BUCKET, DOORS, content);
        } else {
            bridge.s3().put(Bridge.BUCKET, DOORS, content, etag, Map.of());
        }
    }

    private long gets() {
        return bridge.s3().requests().stream()
                .filter(request ->
                        request.operation() == S3Operation.GET && request.key().equals(DOORS))
                .count();
    }

    private void put(String key, String text) {
        put(key, text.getBytes(UTF_8));
    }

    private void put(String key, byte[] content) {
        bridge.s3().put(Bridge.BUCKET, key, content);
    }

    private List<Map<String, Object>> rows() {
        return bridge.rows().stream()
                .sorted(Comparator.comparing(row -> ((Number) row.get("time")).longValue()))
                .toList();
    }
}
