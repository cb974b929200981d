package io.footbridge.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.BytesBody;
import io.footbridge.export.Export;
import io.footbridge.export.Progress;
import io.footbridge.export.Reading;
import io.footbridge.export.RejectLimits;
import io.footbridge.key.SourceObject;
import io.footbridge.row.BadLine;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.row.Row;
import io.footbridge.row.Rows;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.text.Count;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

class BatchPackerTest {

    private static final Destination TO = new Destination("db_", "table", Map.of());
    private static final Columns COLUMNS =
            new Columns("datetime:datetime,frame_index:long,uid:string,confidence:double,attributes:json");
    private static final Entry ENTRY = new Entry("LT_1", "p/LT_1/2019-08-15/texts/a.tgz", "a.tsv");
    private static final String FULL = "2019-08-15 01:02:03.456\t1234\t人物\t0.5\t{\"Age\": \"Adult\"}";

    private final BatchPacker packer = new BatchPacker(1, more -> {}, new Places(more -> {}));

    @Test
    void rowsAreMapsOfTheirColumns() throws IOException {
        packer.add(row(FULL));

        assertThat(decoded(packer)).containsExactly(fullRow());
    }

    @Test
    void columnsAndTypesAreWhatTheRowHolds() throws IOException {
        List<String> lines = List.of(
                FULL,
                "2019-08-15 01:02:03\t-1\t\t-0\t",
                "2019-08-15 01:02:03.4\t9223372036854775807\t\t1e300\t\"{\"\"a\"\": 1}\"",
                "1970-01-01 00:00:00.0\t-9223372036854775808\t" + "x".repeat(70_000) + "\t1\tnull",
                "9999-12-31 23:59:59.0\t\t\t\t");
        List<Map<String, Object>> wanted = new ArrayList<>();
        for (String line : lines) {
            packer.add(row(line));
            wanted.add(new LinkedHashMap<>(row(line)));
        }

        assertThat(decoded(packer)).isEqualTo(wanted);
    }

    @Test
    void emptyColumnsAreLeftOut() throws IOException {
        packer.add(rows(false).row(Line.of(ENTRY, 7, 7, "2019-08-15 01:02:03\t\t\t\t".getBytes(UTF_8))));

        assertThat(decoded(packer)).containsExactly(Map.of("time", 1565830923L, "datetime", "2019-08-15 01:02:03.000"));
    }

    @Test
    void lineageFollowsTheEntry() throws IOException {
        packer.add(rows(true).row(Line.of(ENTRY, 7, 7, FULL.getBytes(UTF_8))));
        packer.add(rows(true).row(Line.of(new Entry("LT_1", ENTRY.key(), "b.tsv"), 1, 1, FULL.getBytes(UTF_8))));
        packer.add(rows(true).row(Line.of(new Entry(null, "other.tgz", "b.tsv"), 2, 2, FULL.getBytes(UTF_8))));
        packer.add(rows(false).row(Line.of(ENTRY, 8, 8, FULL.getBytes(UTF_8))));

        List<Map<String, Object>> rows = decoded(packer);

        assertThat(rows).extracting(row -> row.get("device_id")).containsExactly("LT_1", "LT_1", null, null);
        assertThat(rows)
                .extracting(row -> row.get("source_key"))
                .containsExactly(ENTRY.key(), ENTRY.key(), "other.tgz", null);
        assertThat(rows).extracting(row -> row.get("source_entry")).containsExactly("a.tsv", "b.tsv", "b.tsv", null);
        assertThat(rows).extracting(row -> row.get("source_line")).containsExactly(7L, 1L, 2L, null);
        assertThat(rows.get(3)).doesNotContainKeys("device_id", "source_key", "source_entry", "source_line");
    }

    @Test
    void rowsOfOtherColumnsMayFollow() throws IOException {
        Rows other = new Rows(ExportFormat.senseVideo(new Columns("n:long,at:datetime")), ZoneOffset.UTC, false);
        packer.add(row(FULL));
        packer.add(other.row(Line.of(ENTRY, 1, 1, "5\t2019-08-15 01:02:03.4".getBytes(UTF_8))));
        packer.add(row(FULL));

        assertThat(decoded(packer))
                .containsExactly(
                        fullRow(), Map.of("time", 1565830923L, "n", 5L, "at", "2019-08-15 01:02:03.4"), fullRow());
    }

    @Test
    void readingARowChangesNothing() {
        Row read = row(FULL);
        assertThat(read.get("uid")).isEqualTo("人物");
        assertThat(read.isAsRead()).isTrue();
        assertThat(read.entrySet()).hasSize(10);
        packer.add(read);
        BatchPacker untouched = new BatchPacker(1, more -> {}, new Places(more -> {}));
        untouched.add(row(FULL));

        assertThat(bytes(packer.seal(() -> "id", TO))).isEqualTo(bytes(untouched.seal(() -> "id", TO)));
    }

    @Test
    void stepsMayChangeARow() throws IOException {
        Row row = row(FULL).with("site", "Tokyo").with("frame_index", 5).without("attributes");
        row.put("uid", "43");
        row.remove("confidence");
        row.entrySet().removeIf(column -> column.getKey().startsWith("source_"));
        row.putIfAbsent("adult", true);
        row.computeIfPresent("datetime", (name, value) -> value + "9");
        packer.add(row);

        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("time", 1565830923L);
        wanted.put("datetime", "2019-08-15 01:02:03.4569");
        wanted.put("frame_index", 5L);
        wanted.put("uid", "43");
        wanted.put("device_id", "LT_1");
        wanted.put("site", "Tokyo");
        wanted.put("adult", 1L);
        assertThat(decoded(packer)).containsExactly(wanted);
    }

    @Test
    void nullTakesAColumnOut() throws IOException {
        packer.add(row(FULL).with("uid", null).with("never", null));

        Map<String, Object> wanted = fullRow();
        wanted.remove("uid");
        assertThat(decoded(packer)).containsExactly(wanted);
    }

    @Test
    void anyMapWithATimeIsARow() throws IOException {
        packer.add(Map.of("time", 5, "a", "b"));
        packer.add(Map.of("time", 5L, "short", (short) 6, "float", 0.5f, "no", false));

        assertThat(decoded(packer))
                .containsExactly(Map.of("time", 5L, "a", "b"), Map.of("time", 5L, "short", 6L, "float", 0.5, "no", 0L));
    }

    static Stream<Map<Object, Object>> badRows() {
        Map<Object, Object> nameless = new LinkedHashMap<>(Map.of("time", 5L));
        nameless.put(null, "x");
        return Stream.of(
                Map.of(),
                Map.of("time", "5"),
                Map.of("time", 5.0),
                Map.of("time", 5L, "x", Double.NaN),
                Map.of("time", 5L, "x", Float.NEGATIVE_INFINITY),
                Map.of("time", 5L, "x", new BigDecimal("1")),
                Map.of("time", 5L, "x", List.of(1)),
                Map.of("time", 5L, "x", new byte[] {1}),
                Map.of("time", 5L, "x", Map.of()),
                nameless);
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void badRowLeavesNothingBehind(Map<Object, Object> bad) throws IOException {
        packer.add(row(FULL));

        assertThatThrownBy(() -> packer.add(bad)).isInstanceOf(BadLine.class);

        packer.add(row(FULL));
        Batch batch = packer.seal(() -> "id", TO);
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(decoded(batch)).containsExactly(fullRow(), fullRow());
    }

    @Test
    void messageNamesTheColumnAndNotTheValue() {
        assertThatThrownBy(() -> packer.add(row(FULL).with("x", List.of("secret"))))
                .message()
                .startsWith("column x holds a ")
                .doesNotContain("secret");
        assertThatThrownBy(() -> packer.add(row(FULL).with("x", Double.NaN)))
                .hasMessage("column x is not a finite number");
        assertThatThrownBy(() -> packer.add(row(FULL).without("time")))
                .hasMessage("column time is no longer an integer");
    }

    @Test
    void batchWithoutRowsIsEmpty() throws IOException {
        Batch batch = packer.seal(() -> "id", TO);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(decoded(batch)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 9})
    void batchIsOneGzipMember(int level) throws Exception {
        BatchPacker leveled = new BatchPacker(level, more -> {}, new Places(more -> {}));
        for (int i = 0; i < 20_000; i++) {
            leveled.add(row(FULL));
        }
        byte[] bytes = bytes(leveled.seal(() -> "id", TO));
        Inflater inflater = new Inflater(true);
        inflater.setInput(bytes, 10, bytes.length - 10);
        byte[] scratch = new byte[1 << 16];
        while (!inflater.finished()) {
            inflater.inflate(scratch);
        }

        assertThat(Arrays.copyOf(bytes, 4)).containsExactly(0x1f, 0x8b, 8, 0);
        assertThat(inflater.getRemaining()).as("bytes left for the trailer").isEqualTo(8);
        inflater.end();
    }

    @Test
    void md5IsThatOfTheBytes() throws Exception {
        packer.add(row(FULL));
        Batch batch = packer.seal(() -> "id", TO);

        assertThat(batch.md5())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("MD5").digest(bytes(batch))));
    }

    @Test
    void sameContentGivesTheSameBytesAndId() {
        Batch first = batch(1, FULL + "\n" + FULL);
        Batch second = batch(1, FULL + "\n" + FULL);

        assertThat(bytes(second)).isEqualTo(bytes(first));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.md5()).isEqualTo(first.md5());
        assertThat(second.number()).isEqualTo(1);
    }

    @Test
    void gzipLevelChangesBytesButNotTheId() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            text.append(FULL.replace("1234", Integer.toString(random.nextInt(100_000))))
                    .append('\n');
        }
        Batch fast = batch(1, text.toString());
        Batch small = batch(9, text.toString());

        assertThat(bytes(small)).hasSizeLessThan(fast.length());
        assertThat(small.id()).isEqualTo(fast.id());
    }

    @Test
    void nameOfABatchTellsItsIdAndSize() {
        packer.add(row(FULL));
        packer.end();
        Batch batch = packer.batch("0123", TO, packer.rows(), 4, 0);

        assertThat(batch).hasToString("batch 4 (0123, 1 row, " + Count.of(batch.length(), "byte") + ")");
    }

    private static Batch batch(int level, String text) {
        byte[] archive = Archives.tgz(Map.of("a.tsv", text));
        Export export = Export.of(
                new SourceObject("exports", ENTRY.key(), "e", archive.length),
                new BytesBody(archive),
                new Reading(
                        ExportFormat.senseVideo(new Columns("at:datetime")),
                        new ArchiveLimits(10, 1 << 20, 1 << 20, 100, 1 << 20),
                        new BatchLimits(1000, 1 << 20),
                        new RejectLimits(0, 0)),
                Progress.NONE);
        Batches batches = new Batches(TO, level);
        BatchPacker packer = batches.begin(export);
        export.nextBatch().forEachRemaining(line -> packer.add(rows(true).row(line), line));
        return batches.seal(packer, export);
    }

    private static Rows rows(boolean lineage) {
        return new Rows(ExportFormat.senseVideo(COLUMNS), ZoneOffset.UTC, lineage);
    }

    private static Row row(String line) {
        return rows(true).row(Line.of(ENTRY, 7, 7, line.getBytes(UTF_8)));
    }

    private static Map<String, Object> fullRow() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", 1565830923L);
        row.put("datetime", "2019-08-15 01:02:03.456");
        row.put("frame_index", 1234L);
        row.put("uid", "人物");
        row.put("confidence", 0.5);
        row.put("attributes", "{\"Age\": \"Adult\"}");
        row.put("device_id", "LT_1");
        row.put("source_key", "p/LT_1/2019-08-15/texts/a.tgz");
        row.put("source_entry", "a.tsv");
        row.put("source_line", 7L);
        return row;
    }

    private static List<Map<String, Object>> decoded(BatchPacker packer) throws IOException {
        return decoded(packer.seal(() -> "id", TO));
    }

    private static List<Map<String, Object>> decoded(Batch batch) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (MessageUnpacker unpacker =
                MessagePack.newDefaultUnpacker(new GZIPInputStream(new ByteArrayInputStream(bytes(batch))))) {
            while (unpacker.hasNext()) {
                rows.add(map(unpacker));
            }
        }
        assertThat(rows).hasSize(batch.rows());
        return Collections.unmodifiableList(rows);
    }

    private static Map<String, Object> map(MessageUnpacker unpacker) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int columns = unpacker.unpackMapHeader(); columns > 0; columns--) {
            assertThat(map.put(unpacker.unpackString(), value(unpacker))).isNull();
        }
        return map;
    }

    private static Object value(MessageUnpacker unpacker) throws IOException {
        MessageFormat format = unpacker.getNextFormat();
        return switch (format.getValueType()) {
            case STRING -> unpacker.unpackString();
            case INTEGER -> unpacker.unpackLong();
            case FLOAT -> {
                assertThat(format).isEqualTo(MessageFormat.FLOAT64);
                yield unpacker.unpackDouble();
            }
            default -> throw new AssertionError("a row holds a " + format);
        };
    }

    private static byte[] bytes(Batch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            batch.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
