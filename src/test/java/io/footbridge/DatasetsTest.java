package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several datasets in one process: the cameras' export, a CSV with a header, and JSON lines. */
class DatasetsTest {

    private static final String SENSE_VIDEO_LINE =
            "2019-08-15 01:02:03\t%d\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    private static final String SETTINGS = """
            dataset.doors.s3.prefix=doors/
            dataset.doors.export.format=csv
            dataset.doors.export.header=true
            dataset.doors.export.keys={date}/*.csv
            dataset.doors.export.columns=counted_at:datetime,door:string,people:long
            dataset.doors.scorer.time-zone=Asia/Tokyo
            dataset.doors.td.table=doors
            dataset.tills.s3.prefix=tills/
            dataset.tills.export.format=json
            dataset.tills.export.keys=*.jsonl.gz
            dataset.tills.export.columns=sold_at:datetime,till:long,amount:double
            dataset.tills.td.table=tills
            """;

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data);
        Files.writeString(directory.resolve("application.properties"), SETTINGS);
        bridge.export("one", SENSE_VIDEO_LINE.formatted(1), SENSE_VIDEO_LINE.formatted(2));
        put("doors/2019-08-15/a.csv", """
                door,people,counted_at
                "north,
                main",3,2019-08-15 10:00:00
                south,4,2019-08-15 10:05:00
                """.getBytes(UTF_8));
        put("tills/2019-08-15.jsonl.gz", gzip("""
                {"till": 1, "amount": 12.5, "sold_at": "2019-08-15 01:00:00", "staff": "x"}
                {"till": 2, "sold_at": "2019-08-15 01:00:01"}
                """));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void eachGoesToItsOwnTable() {
        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("3 imported", "rows: 6 imported");
        assertThat(bridge.rows()).extracting(row -> row.get("frame_index")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(rows("doors"))
                .extracting(row -> row.get("door"), row -> row.get("people"), row -> row.get("source_line"))
                .containsExactlyInAnyOrder(tuple("north,\nmain", 3L, 2L), tuple("south", 4L, 4L));
        assertThat(rows("doors")).extracting(row -> row.get("time")).contains(1565830800L);
        assertThat(rows("tills")).extracting(row -> row.get("amount")).containsExactlyInAnyOrder(12.5, null);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/"))
                .contains("imported/doors/2019-08-15/a.csv", "imported/tills/2019-08-15.jsonl.gz")
                .hasSize(3);
    }

    @Test
    void oneThatIsRefusedDoesNotStopTheOthers() {
        bridge.td()
                .onRequest((method, path, number) -> path.contains("/import_with_id/") && path.contains("/doors/")
                        ? Fault.status(403)
                        : Fault.none());

        Bridge.Answer refused = bridge.run(directory, "import");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("2 imported", "1 deferred", "rows: 4 imported");
        assertThat(bridge.rows()).hasSize(2);
        assertThat(rows("tills")).hasSize(2);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "doors/")).hasSize(1);

        bridge.td().onRequest((method, path, number) -> Fault.none());

        assertThat(bridge.run(directory, "import").status()).isZero();
        assertThat(bridge.rows()).hasSize(2);
        assertThat(rows("doors")).hasSize(2);
        assertThat(rows("tills")).hasSize(2);
    }

    @Test
    void oneIsImportedByItsName() {
        Bridge.Answer answer = bridge.run(directory, "import", "--dataset", "tills");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("1 imported", "rows: 2 imported");
        assertThat(bridge.waiting()).hasSize(1);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "doors/")).hasSize(1);
    }

    @Test
    void aNameThatNoDatasetHasIsRefused() {
        Bridge.Answer answer = bridge.run(directory, "import", "--dataset", "door");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("--dataset is 'door'; did you mean 'doors'?", "default, doors, tills");
        assertThat(bridge.rows()).isEmpty();
    }

    @Test
    void oneIsReplayedByItsName() {
        put("doors/2019-08-16/bad.csv", "door,people\nnorth,3\n".getBytes(UTF_8));
        bridge.export("broken", new byte[] {1, 2, 3});
        assertThat(bridge.run(directory, "import").status()).isEqualTo(2);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/"))
                .contains("failed/doors/2019-08-16/bad.csv", "failed/doors/2019-08-16/bad.csv.error.json");

        Bridge.Answer again = bridge.run(directory, "replay", "--dataset", "doors");

        assertThat(again.status()).isEqualTo(2);
        assertThat(again.out()).contains("1 failed");
        String sidecar = text("failed/doors/2019-08-16/bad.csv.error.json");
        assertThat(sidecar).contains("\"dataset\"", "doors", "\"attempts\"");

        // The column that the file lacks is taken out of the dataset: now it can be read.
        bridge.set("DATASET_DOORS_EXPORT_COLUMNS", "counted_at:datetime,door:string,people:long");
        assertThat(bridge.run(directory, "replay", "--dataset", "tills").out()).contains("0 failed");
    }

    @Test
    void whatIsOfADatasetThatIsGoneIsNotReplayedIntoAnotherTable() throws Exception {
        put("doors/2019-08-16/bad.csv", "door,people\nnorth,3\n".getBytes(UTF_8));
        assertThat(bridge.run(directory, "import", "--dataset", "doors").status())
                .isEqualTo(2);
        String before = text("failed/doors/2019-08-16/bad.csv.error.json");
        Files.delete(directory.resolve("application.properties"));

        Bridge.Answer answer = bridge.run(directory, "replay");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("1 deferred", "rows: 0 imported");
        assertThat(text("failed/doors/2019-08-16/bad.csv.error.json")).isEqualTo(before);
        assertThat(bridge.rows()).isEmpty();
    }

    @Test
    void whatFailedBeforeItsPrefixMovedCountsForItsOwnDataset() throws Exception {
        put("doors/2019-08-16/bad.csv", "door,people\nnorth,3\n".getBytes(UTF_8));
        assertThat(bridge.run(directory, "import", "--dataset", "doors").status())
                .isEqualTo(2);
        Files.writeString(
                directory.resolve("application.properties"), SETTINGS.replace("s3.prefix=doors/", "s3.prefix=moved/"));

        Bridge.Answer tills = bridge.run(directory, "replay", "--dataset", "tills");
        Bridge.Answer doors = bridge.run(directory, "replay", "--dataset", "doors");

        assertThat(tills.status()).as(tills.err()).isZero();
        assertThat(doors.status()).as(doors.err()).isEqualTo(2);
        assertThat(doors.out()).contains("1 failed");
        assertThat(text("failed/doors/2019-08-16/bad.csv.error.json"))
                .contains("\"attempts\":2", "\"dataset\":\"doors\"");
    }

    @Test
    void aBeanInAnyRouteFileMayHaveOursForItsParts() throws Exception {
        Files.writeString(RouteFiles.copyTo(directory).resolve("a.camel.yaml"), """
                - beans:
                    - name: mine
                      type: io.footbridge.bucket.FailedNames
                      constructors:
                        "0": "#bean:bucket"
                        "1": exports
                        "2": failed/
                """);

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).as(answer.err()).isZero();
    }

    @Test
    void aPrefixThatMayNotBeListedDoesNotStopTheOthers() {
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.LIST && key.startsWith("doors")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("2 imported", "rows: 4 imported");
    }

    @Test
    void anEmptyValueIsAsGoodAsNone() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"),
                SETTINGS + "dataset.doors.td.database=\ndataset.tills.scorer.time-zone=\n");

        assertThat(bridge.run(directory, "import").status()).isZero();
        assertThat(rows("doors")).hasSize(2);
    }

    @Test
    void aVariableInAFileAndAnUnknownOneOfADatasetAreRefused() throws Exception {
        bridge.set("DATASET_DOORS_TABLE", "x").set("DATASET_DIR", "of another program");
        Files.writeString(directory.resolve("application.properties"), SETTINGS + "DATASET_DOORS_TD_TABLE=x\n");

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("DATASET_DOORS_TABLE is not a setting")
                .contains("DATASET_DOORS_TD_TABLE is the name of a variable of the environment")
                .doesNotContain("DATASET_DIR");
    }

    @Test
    void thePolicyNamesThePrefixOfEach() {
        assertThat(bridge.run(directory, "check", "--iam-policy").out())
                .contains("exports/doors/*", "exports/tills/*", "exports/AnalyzedData/Rule/")
                .contains("\"doors/*\"", "\"tills/*\"");
    }

    @Test
    void whatIsMisspeltOrSharedIsRefused() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"),
                SETTINGS + "dataset.doors.td.tabel=x\ndataset.doors.s3.bucket=y\ndataset.Doors.td.table=z\n");

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("dataset.doors.td.tabel is not a setting; did you mean 'dataset.doors.td.table'?")
                .contains("dataset.doors.s3.bucket cannot differ from dataset to dataset: set s3.bucket")
                .contains("dataset.Doors.td.table is not a setting");
        assertThat(bridge.rows()).isEmpty();
    }

    @Test
    void whatOverlapsIsRefused() {
        bridge.set("DATASET_DOORS_S3_PREFIX", "tills/");

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("dataset.doors.s3.prefix 'tills/'", "dataset.tills.s3.prefix", "overlap");
    }

    private void put(String key, byte[] content) {
        bridge.s3().put(Bridge.BUCKET, key, content);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String text(String key) {
        return new String(bridge.s3().bytes(Bridge.BUCKET, key), UTF_8);
    }

    private List<Map<String, Object>> rows(String table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (bridge.td().hasTable(Bridge.DATABASE, table)) {
            bridge.td().forEachRow(Bridge.DATABASE, table, rows::add);
        }
        return rows;
    }
}
