package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.LogCapture;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real main class and the real routes, from the bucket to the table. */
class ImportTest {

    private static final String ATTRIBUTES = "{\"Age\": \"Adult\", \"AgeConf\": 0.98}";

    @TempDir
    private Path folder;

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
    void oneImportDrainsNestedFoldersAlthoughS3NamesNoNextMarker() {
        int objects = 2_500;
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < objects; i++) {
            String key = ScorerCloud.PREFIX + "LT_" + i % 7 + "/2019-08-" + (10 + i % 20) + "/texts/" + i + ".tgz";
            bridge.s3().put(Bridge.BUCKET, key, Archives.tgz(Map.of("d.tsv", line("2019-08-15 01:02:03", i) + "\n")));
            expected.add(key + " " + i);
        }

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("2,500 imported", "rows: 2,500 imported");
        assertThat(bridge.waiting()).isEmpty();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/")).hasSize(objects);
        List<String> rows = new ArrayList<>();
        bridge.rows().forEach(row -> rows.add(row.get("source_key") + " " + row.get("frame_index")));
        assertThat(rows).hasSize(objects);
        assertThat(new HashSet<>(rows)).isEqualTo(expected);
        // One more LIST is the checks's; three pages and the one that comes back empty are the poll's.
        assertThat(bridge.s3().count(S3Operation.LIST)).isEqualTo(5);
        // Two more GETs look for the fingerprint of the last start: its own, and the one for all of versions before.
        assertThat(bridge.s3().count(S3Operation.GET)).isEqualTo(objects + 2);
        assertThat(bridge.s3().count(S3Operation.COPY)).isEqualTo(objects);
        assertThat(bridge.s3().count(S3Operation.DELETE)).isEqualTo(objects);
        assertThat(bridge.s3().maxConcurrent(S3Operation.GET)).isLessThanOrEqualTo(17);
    }

    @Test
    void membersThatAreNotReadAreNamedInTheLog() {
        bridge.set("LOG_LEVEL", "INFO");
        String some = bridge.export(
                "some", Archives.tgz(Map.of("a.tsv", line("2019-08-15 01:02:03", 1) + "\n", "b.csv", "1,2\n")));
        String none = bridge.export("none", Archives.tgz(Map.of("a.txt", "1\n")));

        try (LogCapture log = LogCapture.open()) {
            assertThat(bridge.run("import").status()).isZero();

            assertThat(log.entries())
                    .anySatisfy(entry -> assertThat(entry)
                            .startsWith("INFO")
                            .endsWith(some
                                    + ": 1 member is not read, with a name that does not end in .tsv, such as b.csv"))
                    .anySatisfy(entry -> assertThat(entry)
                            .startsWith("WARN")
                            .endsWith(none
                                    + ": 1 member is not read, with a name that does not end in .tsv, such as a.txt"));
        }
    }

    @Test
    void rowsEqualTheirLines() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                "a.tsv",
                "\uFEFF2019-08-15 01:02:03.456\t1234\t42\t1\t0.987\t640\t-0.5\t1e2\t480.25\t" + ATTRIBUTES + "\r\n"
                        + "\r\n"
                        + "2019-08-15 01:02:04\t1235\tゲスト\t2\t\t\t\t\t\t\"{\"\"Age\"\": \"\"Adult\"\"}\"\r\n");
        entries.put("read.me", "no data");
        entries.put("b/b.tsv", "2019-08-15 23:59:59.9\t\t\t\t\t\t\t\t\t");
        String key = bridge.export("two", Archives.tgz(entries));

        assertThat(bridge.run("import").status()).isZero();

        assertThat(sorted(bridge.rows()))
                .containsExactly(
                        row(
                                key,
                                "a.tsv",
                                1,
                                1565830923L,
                                "2019-08-15 01:02:03.456",
                                Map.of(
                                        "frame_index",
                                        1234L,
                                        "uid",
                                        "42",
                                        "type",
                                        1L,
                                        "confidence",
                                        0.987,
                                        "x",
                                        640.0,
                                        "y",
                                        -0.5,
                                        "w",
                                        100.0,
                                        "h",
                                        480.25,
                                        "attributes",
                                        ATTRIBUTES)),
                        row(
                                key,
                                "a.tsv",
                                3,
                                1565830924L,
                                "2019-08-15 01:02:04.000",
                                Map.of(
                                        "frame_index",
                                        1235L,
                                        "uid",
                                        "ゲスト",
                                        "type",
                                        2L,
                                        "attributes",
                                        "{\"Age\": \"Adult\"}")),
                        row(key, "b/b.tsv", 1, 1565913599L, "2019-08-15 23:59:59.9", Map.of()));
    }

    @Test
    void theZoneOfTheCameraDecidesTheTime() {
        bridge.set("SCORER_TIME_ZONE", "Asia/Tokyo");
        bridge.export("midnight", line("2019-08-14 23:59:59.999", 1), line("2019-08-15 00:00:00.000", 2));

        assertThat(bridge.run("import").status()).isZero();

        assertThat(sorted(bridge.rows())).extracting(row -> row.get("time")).containsExactly(1565794799L, 1565794800L);
    }

    @Test
    void aMissingTableIsMadeWithTheTypesOfItsColumns() {
        bridge.export("first", line("2019-08-15 01:02:03", 1));

        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.td().columns(Bridge.DATABASE, Bridge.TABLE))
                .extracting(column -> column.key() + ":" + column.type())
                .containsExactly(
                        "datetime:string",
                        "frame_index:long",
                        "uid:string",
                        "type:long",
                        "confidence:double",
                        "x:double",
                        "y:double",
                        "w:double",
                        "h:double",
                        "attributes:string",
                        "device_id:string",
                        "source_key:string",
                        "source_entry:string",
                        "source_line:long");
    }

    @Test
    void aPrefixIsPolledAsItIsWritten() {
        String prefix = "a+b %2B&c=d (x) é/";
        String key = prefix + "LT_1/2019-08-15/texts/p + q.tgz";
        bridge.set("S3_PREFIX", prefix);
        bridge.s3().put(Bridge.BUCKET, key, Archives.tgz(Map.of("d.tsv", line("2019-08-15 01:02:03", 1))));
        bridge.s3().put(Bridge.BUCKET, "a b %2B&c=d (x) é/LT_1/2019-08-15/texts/no.tgz", new byte[0]);

        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.rows()).extracting(row -> row.get("source_key")).containsExactly(key);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/")).containsExactly("imported/" + key);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "a b")).hasSize(1);
    }

    @Test
    void onlyExportsAreTakenAndTheRestIsCounted() {
        String placeholder = ScorerCloud.PREFIX + "LT_1/";
        bridge.s3().put(Bridge.BUCKET, placeholder, new byte[0]);
        bridge.s3().put(Bridge.BUCKET, Bridge.FOLDER + "notes.txt", "keep me".getBytes(UTF_8));
        bridge.s3().put(Bridge.BUCKET, ScorerCloud.PREFIX + "LT_1/2019-08-15/videos/v.tgz", new byte[1]);
        bridge.export("good", line("2019-08-15 01:02:03", 1));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("1 imported, 1 empty", "2 ignored");
        assertThat(bridge.waiting()).hasSize(2).doesNotContain(placeholder);
    }

    @Test
    void camerasThatAreNotListedStay() {
        bridge.set("SCORER_DEVICES", "LT_1, LT_3");
        for (int camera = 1; camera <= 3; camera++) {
            bridge.s3()
                    .put(
                            Bridge.BUCKET,
                            ScorerCloud.PREFIX + "LT_" + camera + "/2019-08-15/texts/a.tgz",
                            Archives.tgz(Map.of("d.tsv", line("2019-08-15 01:02:03", camera))));
        }

        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.rows()).extracting(row -> row.get("device_id")).containsExactlyInAnyOrder("LT_1", "LT_3");
        assertThat(bridge.waiting()).hasSize(1);
    }

    @Test
    void theSameContentGivesTheSameBatches() {
        bridge.set("BATCH_MAX_RECORDS", "3");
        byte[] archive = Archives.tgz(Map.of("d.tsv", String.join("\n", lines(10))));
        bridge.export("same", archive);
        bridge.run("import");
        assertThat(bridge.td().imports()).isEqualTo(4);

        bridge.export("same", archive);
        bridge.run("import");

        assertThat(bridge.td().repeats()).isEqualTo(4);
        assertThat(bridge.td().differingRepeats()).isZero();
        assertThat(bridge.rows()).hasSize(10);
    }

    @Test
    void otherRowsOrAnotherBatchSizeOrColumnListGivesOtherIds() {
        byte[] archive = Archives.tgz(Map.of("d.tsv", String.join("\n", lines(10))));
        bridge.export("same", archive);
        bridge.run("import");

        bridge.export("same", Archives.tgz(Map.of("d.tsv", String.join("\n", lines(11)))));
        bridge.run("import");
        bridge.set("BATCH_MAX_RECORDS", "6").export("same", archive);
        bridge.run("import");
        bridge.set(
                        "EXPORT_COLUMNS",
                        "datetime:datetime,frame:long,uid:string,type:long,confidence:double,x:double,y:double,w:double,h:double,attributes:json")
                .export("same", archive);
        bridge.run("import");

        assertThat(bridge.td().imports()).isEqualTo(6);
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void batchesAreCutInsideOneObjectAndPostedInOrder() {
        bridge.set("BATCH_MAX_RECORDS", "4");
        bridge.export("long", lines(10));

        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.td().imports()).isEqualTo(3);
        assertThat(sorted(bridge.rows()))
                .extracting(row -> row.get("source_line"))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        // Twice, since an object of several batches is read through before the first one goes out.
        assertThat(bridge.s3().count(S3Operation.GET)).isGreaterThan(1);
    }

    @Test
    void badLinesGoBesideAndGoodOnesAreImported() {
        String key = bridge.export("mixed", line("2019-08-15 01:02:03", 1), "rubbish", line("2019-08-15 01:02:04", 3));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).contains("rows: 2 imported, 1 rejected");
        assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".rejects.jsonl"), UTF_8))
                .isEqualTo("{\"entry\":\"data.tsv\",\"line\":2,\"reason\":\"it has 1 column; 10 are expected\","
                        + "\"raw\":\"rubbish\"}\n");
    }

    @Test
    void aKeyThatTreasureDataRefusesStopsTheImport() {
        bridge.set("TD_API_KEY", TreasureData.API_KEY.replace("5a", "b5"));
        bridge.export("waiting", line("2019-08-15 01:02:03", 1));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains("TD_API_KEY").doesNotContain("b5b5");
        assertThat(bridge.waiting()).hasSize(1);
    }

    @Test
    void theNoteOfTheStartIsWrittenThoughS3HidesThatThereIsNone() {
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.GET && key.endsWith("/fingerprint")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());

        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/")).containsExactly(Bridge.NOTE);
    }

    private static String[] lines(int count) {
        String[] lines = new String[count];
        for (int i = 0; i < count; i++) {
            lines[i] = line("2019-08-15 01:02:03." + i, i);
        }
        return lines;
    }

    private static String line(String datetime, long frame) {
        return datetime + "\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t" + ATTRIBUTES;
    }

    private static List<Map<String, Object>> sorted(List<Map<String, Object>> rows) {
        return rows.stream()
                .sorted(Comparator.comparing((Map<String, Object> row) ->
                                row.get("source_entry").toString())
                        .thenComparing(row -> (Long) row.get("source_line")))
                .toList();
    }

    private static Map<String, Object> row(
            String key, String entry, long line, long time, String datetime, Map<String, Object> columns) {
        Map<String, Object> row = new LinkedHashMap<>(columns);
        row.put("time", time);
        row.put("datetime", datetime);
        row.put("device_id", Bridge.DEVICE);
        row.put("source_key", key);
        row.put("source_entry", entry);
        row.put("source_line", line);
        return row;
    }
}
