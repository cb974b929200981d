package io.footbridge.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.BytesBody;
import io.footbridge.export.Export;
import io.footbridge.export.Progress;
import io.footbridge.export.Reading;
import io.footbridge.export.RejectLimits;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportIdTest {

    private static final SourceObject SOURCE = new SourceObject("exports", "p/LT_1/a.tgz", "e", 10);
    private static final Place FIRST = new Place("a.tsv", 1, 1);

    /** Other ids for the same rows would count half-imported objects twice after an upgrade: think before changing. */
    @Test
    void idsStayWhatTheyAreFromVersionToVersion() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", 1565830923L);
        row.put("uid", "42");
        row.put("confidence", 0.5);

        assertThat(batch(batches("footbridge", "sense_video", 1), SOURCE, List.of(row))
                        .id())
                .isEqualTo("faeb8f87cc2f780a80b7c790c940297e");
    }

    @Test
    void neitherEtagNorSizeNorGzipLevelIsPartOfIt() {
        List<Map<String, Object>> rows = rows(1000);
        String id = batch(batches("db", "t", 1), SOURCE, rows).id();

        SourceObject again = new SourceObject("exports", "p/LT_1/a.tgz", "another", 11);
        assertThat(batch(batches("db", "t", 9), again, rows).id()).isEqualTo(id);
    }

    @Test
    void theOrderOfAMapIsNoPartOfIt() {
        Map<String, Object> forwards = new LinkedHashMap<>();
        forwards.put("time", 1L);
        forwards.put("a", 2L);
        forwards.put("b", "c");
        Map<String, Object> backwards = new LinkedHashMap<>();
        backwards.put("b", "c");
        backwards.put("a", 2L);
        backwards.put("time", 1L);

        assertThat(batch(batches("db", "t", 1), SOURCE, List.of(forwards)).id())
                .isEqualTo(
                        batch(batches("db", "t", 1), SOURCE, List.of(backwards)).id());
    }

    @Test
    void whereTheRowsGoAndComeFromIsPartOfItAndNothingRunsIntoAnother() {
        RowsChecksum none = new RowsChecksum(OutputStream.nullOutputStream());
        assertThat(List.of(
                        ImportId.of("db", "t", SOURCE, FIRST, 1, none),
                        ImportId.of("dbt", "", SOURCE, FIRST, 1, none),
                        ImportId.of("", "dbt", SOURCE, FIRST, 1, none),
                        ImportId.of("db", "u", SOURCE, FIRST, 1, none),
                        ImportId.of("db", "t", source("export", "sp/LT_1/a.tgz"), FIRST, 1, none),
                        ImportId.of("db", "t", source("exports", "p/LT_1/b.tgz"), FIRST, 1, none),
                        ImportId.of("db", "t", source("exports", "p/LT_1/a.tgz5:a.tsv"), FIRST, 1, none),
                        ImportId.of("db", "t", SOURCE, new Place("b.tsv", 1, 1), 1, none),
                        ImportId.of("db", "t", SOURCE, new Place("a.tsv", 2, 1), 1, none),
                        ImportId.of("db", "t", SOURCE, FIRST, 2, none)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void anyChangeOfTheRowsChangesIt() {
        Batches batches = batches("db", "t", 1);
        Random random = new Random(1);
        Set<String> ids = new HashSet<>();
        ids.add(batch(batches, SOURCE, rows(50)).id());
        for (int i = 0; i < 500; i++) {
            List<Map<String, Object>> rows = rows(50);
            int changed = random.nextInt(rows.size());
            rows.get(changed).put("x", i + 1000.5);
            ids.add(batch(batches, SOURCE, rows).id());
        }
        List<Map<String, Object>> swapped = rows(50);
        swapped.add(swapped.remove(0));
        ids.add(batch(batches, SOURCE, swapped).id());
        ids.add(batch(batches, SOURCE, rows(49)).id());

        assertThat(ids).hasSize(503);
    }

    @Test
    void halvesAreWhatABatchOfTheirOwnRowsWouldBe() {
        Batches batches = batches("db", "t", 1);
        Export export = export(SOURCE);
        List<Map<String, Object>> rows = rows(5_001);
        Batch whole = batch(batches, SOURCE, rows);

        Iterator<Batch> halves = batches.halves(export, whole);
        Batch first = halves.next();
        Batch second = halves.next();

        assertThat(halves.hasNext()).isFalse();
        assertThat(first.id())
                .isEqualTo(batch(batches, SOURCE, rows.subList(0, 2_500)).id());
        assertThat(first.rows()).isEqualTo(2_500);
        assertThat(first.lastLine()).isEqualTo(whole.placeOf(2_500).line() - 1);
        assertThat(second.rows()).isEqualTo(2_501);
        assertThat(second.placeOf(0)).isEqualTo(whole.placeOf(2_500));
        assertThat(second.placeOf(2_500)).isEqualTo(whole.placeOf(5_000));
        assertThat(second.lastLine()).isEqualTo(whole.lastLine());
        assertThat(second.id())
                .isEqualTo(batch(batches, SOURCE, rows.subList(2_500, 5_001), 2_500)
                        .id());
    }

    /** Every seventh line is blank, so that places are more than a first one. */
    private static Batch batch(Batches batches, SourceObject source, List<Map<String, Object>> rows) {
        return batch(batches, source, rows, 0);
    }

    private static Batch batch(Batches batches, SourceObject source, List<Map<String, Object>> rows, int before) {
        Export export = export(source);
        BatchPacker packer = batches.begin(export);
        for (int i = 0; i < rows.size(); i++) {
            int line = before + i + 1;
            packer.add(
                    rows.get(i), Line.of(new Entry(null, source.key(), "a.tsv"), line + line / 7, line, new byte[0]));
        }
        return batches.seal(packer, source, rows.size(), 1, (long) before + rows.size());
    }

    private static Export export(SourceObject source) {
        return Export.of(
                source,
                new BytesBody("".getBytes(UTF_8)),
                new Reading(
                        ExportFormat.senseVideo(new Columns("at:datetime")),
                        new ArchiveLimits(1, 1, 1, 1, 1),
                        new BatchLimits(1, 1),
                        new RejectLimits(0, 0)),
                Progress.NONE);
    }

    private static List<Map<String, Object>> rows(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("time", (long) i);
            row.put("x", i * 0.5);
            row.put("name", "row " + i);
            rows.add(row);
        }
        return rows;
    }

    private static Batches batches(String database, String table, int gzipLevel) {
        return new Batches(new Destination(database, table, Map.of()), gzipLevel);
    }

    private static SourceObject source(String bucket, String key) {
        return new SourceObject(bucket, key, "e", 10);
    }
}
