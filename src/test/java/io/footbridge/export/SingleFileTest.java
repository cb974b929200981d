package io.footbridge.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Columns;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.row.Rows;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.archive.Gzips;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that are one file, and records of several lines. */
class SingleFileTest {

    private static final Columns COLUMNS = new Columns("at:datetime,n:long");
    private static final ArchiveLimits LIMITS = new ArchiveLimits(100, 1L << 30, 1L << 30, 100, 1 << 20);
    private static final BatchLimits ONE_BATCH = new BatchLimits(1_000_000, 1L << 40);
    private static final BatchLimits TWO_LINES = new BatchLimits(2, 1L << 40);

    @ParameterizedTest
    @ValueSource(strings = {"p/a.csv", "p/a.CSV.gz", "p/a.csv.gz", "p/a.tgz", "p/a.tar.gz"})
    void nameSaysHowTheFileIsPacked(String key) {
        byte[] text = "1,2\n3,4\n".getBytes(UTF_8);
        byte[] bytes = key.endsWith("gz")
                ? key.contains(".csv") || key.contains(".CSV")
                        ? Gzips.of(text)
                        : Archives.tgzOfBytes(Map.of("a.csv", text))
                : text;

        List<Line> lines = lines(export(key, new BytesBody(bytes), csv(false), LIMITS, ONE_BATCH));

        assertThat(lines).extracting(Line::text).containsExactly("1,2", "3,4");
        assertThat(lines).extracting(line -> line.entry().name()).allMatch(name -> name.equalsIgnoreCase("a.csv"));
    }

    @Test
    void recordsAreNumberedByTheLineOnWhichTheyBegin() {
        List<Line> lines = lines(plain("\uFEFF\"a\nb\",1\r\n\r\n2,\"\"\"\n,\"\n\n3,x\"y\n4,\"\n\"", false));

        assertThat(lines)
                .extracting(Line::number, Line::ordinal, Line::text)
                .containsExactly(
                        tuple(1L, 1L, "\"a\nb\",1"),
                        tuple(4L, 2L, "2,\"\"\"\n,\""),
                        tuple(7L, 3L, "3,x\"y"),
                        tuple(8L, 4L, "4,\"\n\""));
    }

    @Test
    void recordsOfAnyLengthAreCutWhereTheyEnd() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String field = "x,\"\"\n".repeat(random.nextInt(i % 50 == 0 ? 40_000 : 50));
            wanted.add("\"" + field + "\"," + i);
            text.append(wanted.get(i)).append(i % 2 == 0 ? "\n" : "\r\n");
        }

        assertThat(lines(plain(text.toString(), false))).extracting(Line::text).isEqualTo(wanted);
    }

    @Test
    void headerIsNoLine() {
        List<Line> lines = lines(plain("\uFEFFN,what,At\n\n1,,2\n", true));

        assertThat(lines).extracting(Line::number, Line::ordinal).containsExactly(tuple(3L, 1L));
        assertThat(lines.get(0).entry().header().text()).isEqualTo("N,what,At");
    }

    @Test
    void everyFileOfAnArchiveHasItsOwnHeader() {
        byte[] archive = Archives.tgz(Map.of("a.csv", "n,at\n5,2019-08-15 01:02:03.4\n"));
        byte[] other = Archives.tgz(Map.of("a.csv", "at,n\n2019-08-15 01:02:03.4,5\n"));
        Rows rows = new Rows(csv(true), ZoneOffset.UTC, false);

        for (byte[] bytes : List.of(archive, other)) {
            Line line = lines(export("p/a.tgz", new BytesBody(bytes), csv(true), LIMITS, ONE_BATCH))
                    .get(0);

            assertThat(rows.row(line)).containsEntry("n", 5L).containsEntry("time", 1565830923L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"at,what\n1,2\n", "n,at,N\n", "1,2\n", "\"at,n\n1,2\n"})
    void headerThatDoesNotNameEachColumnOnceFailsTheObject(String text) {
        Failure failure = catchThrowableOfType(Failure.class, () -> lines(plain(text, true)));

        assertThat(failure.reason()).isEqualTo(Reason.BAD_HEADER);
        assertThat(failure.entry()).contains("a.csv");
    }

    @Test
    void badHeaderFailsTheObjectBeforeABatchOfAnEarlierFileEnds() {
        byte[] archive = Archives.tgz(new TreeMap<>(Map.of("a.csv", "n,at\n1,\n2,\n3,\n", "b.csv", "x\n")));
        Export export = export("p/a.tgz", new BytesBody(archive), csv(true), LIMITS, TWO_LINES);
        var first = export.nextBatch();
        first.next();

        assertThat(catchThrowableOfType(Failure.class, first::next).reason()).isEqualTo(Reason.BAD_HEADER);
    }

    @Test
    void nothingInAFileIsNothingToImport() {
        for (String text : List.of("", "\n\r\n", "\uFEFF", "at,n\n")) {
            assertThat(export("p/a.csv", new BytesBody(text.getBytes(UTF_8)), csv(true), LIMITS, ONE_BATCH)
                            .hasNextBatch())
                    .isFalse();
        }
    }

    // Integrity

    @Test
    void plainFileWithoutAChecksumIsReadTwiceBeforeItsLastLine() {
        BytesBody body = new BytesBody("1,2\n3,4\n".getBytes(UTF_8));
        var lines = export("p/a.csv", body, csv(false), LIMITS, ONE_BATCH).nextBatch();

        lines.next();
        lines.next();

        assertThat(body.log()).containsOnlyOnce("again");
    }

    @Test
    void plainFileOfSeveralBatchesIsReadTwiceAsWell() {
        BytesBody body = new BytesBody("1,2\n3,4\n5,6\n".getBytes(UTF_8));

        assertThat(lines(export("p/a.csv", body, csv(false), LIMITS, TWO_LINES)))
                .hasSize(3);

        assertThat(body.log()).containsOnlyOnce("again");
    }

    @Test
    void gzipIsReadOnce() {
        BytesBody body = new BytesBody(Gzips.of("1,2\n".getBytes(UTF_8)));

        assertThat(lines(export("p/a.csv.gz", body, csv(false), LIMITS, ONE_BATCH)))
                .hasSize(1);

        assertThat(body.log()).doesNotContain("again");
    }

    // Limits

    @Test
    void quoteThatIsNeverClosedFailsTheObjectWithoutTakingItIntoMemory() {
        byte[] endless = new byte[8 << 20];
        Arrays.fill(endless, (byte) '\n');
        endless[2] = '"';

        for (BatchLimits limits : List.of(ONE_BATCH, new BatchLimits(1, 1))) {
            Failure failure = failure("p/a.csv", endless, limits);

            assertThat(failure.reason()).isEqualTo(Reason.LINE_TOO_LONG);
            assertThat(failure.line()).isEqualTo(3);
        }
    }

    @Test
    void recordThatIsTooLongIsFoundBeforeABatchEnds() {
        String text = "1,2\n3,4\n\"" + "x\n".repeat(600_000) + "\",1\n";
        Export export =
                export("p/a.csv", new BytesBody(text.getBytes(UTF_8)), csv(false), LIMITS, new BatchLimits(1, 9));
        var first = export.nextBatch();

        Failure failure = catchThrowableOfType(Failure.class, first::next);

        assertThat(failure.reason()).isEqualTo(Reason.LINE_TOO_LONG);
        assertThat(failure.line()).isEqualTo(3);
    }

    @Test
    void gzipBombFails() {
        assertThat(failure("p/a.csv.gz", Gzips.of(new byte[20 << 20]), ONE_BATCH)
                        .reason())
                .isIn(Reason.EXPANSION_RATIO, Reason.LINE_TOO_LONG);
        byte[] lines = new byte[20 << 20];
        Arrays.fill(lines, (byte) '\n');
        assertThat(failure("p/a.csv.gz", Gzips.of(lines), ONE_BATCH).reason()).isEqualTo(Reason.EXPANSION_RATIO);
    }

    @Test
    void sizesAreLimited() {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 10, 100, 1 << 20);
        byte[] text = "1,2\n3,4\n5,6\n".getBytes(UTF_8);

        for (String key : List.of("p/a.csv", "p/a.csv.gz")) {
            BytesBody body = new BytesBody(key.endsWith("gz") ? Gzips.of(text) : text);
            Failure failure =
                    catchThrowableOfType(Failure.class, () -> lines(export(key, body, csv(false), limits, ONE_BATCH)));

            assertThat(failure.reason()).isEqualTo(Reason.ARCHIVE_TOO_LARGE);
        }
    }

    @Test
    void brokenGzipsFail() {
        byte[] gzip = Gzips.of("1,2\n3,4\n".getBytes(UTF_8));
        byte[] flipped = gzip.clone();
        flipped[flipped.length - 6] ^= 1;

        assertThat(failure("p/a.csv.gz", flipped, ONE_BATCH).reason()).isEqualTo(Reason.CORRUPT_GZIP);
        assertThat(failure("p/a.csv.gz", Arrays.copyOf(gzip, gzip.length - 1), ONE_BATCH)
                        .reason())
                .isEqualTo(Reason.CORRUPT_GZIP);
        assertThat(failure("p/a.csv.gz", Arrays.copyOf(gzip, gzip.length + 1), ONE_BATCH)
                        .reason())
                .isEqualTo(Reason.CORRUPT_GZIP);
        assertThat(failure("p/a.csv.gz", "1,2\n".getBytes(UTF_8), ONE_BATCH).reason())
                .isEqualTo(Reason.CORRUPT_GZIP);
        assertThat(failure("p/a.csv.gz", new byte[0], ONE_BATCH).reason()).isEqualTo(Reason.EMPTY_OBJECT);
    }

    private static Failure failure(String key, byte[] bytes, BatchLimits batches) {
        return catchThrowableOfType(
                Failure.class, () -> lines(export(key, new BytesBody(bytes), csv(false), LIMITS, batches)));
    }

    private static Export plain(String text, boolean header) {
        return export("p/a.csv", new BytesBody(text.getBytes(UTF_8)), csv(header), LIMITS, ONE_BATCH);
    }

    private static ExportFormat csv(boolean header) {
        return ExportFormat.of("csv", header, COLUMNS, "*");
    }

    private static List<Line> lines(Export export) {
        List<Line> lines = new ArrayList<>();
        while (export.hasNextBatch()) {
            export.nextBatch().forEachRemaining(lines::add);
        }
        return lines;
    }

    private static Export export(
            String key, BytesBody body, ExportFormat format, ArchiveLimits limits, BatchLimits batches) {
        return Export.of(
                new SourceObject("exports", key, "e", body.size()),
                body,
                new Reading(format, limits, batches, new RejectLimits(0, limits.maxLineBytes())),
                Progress.NONE);
    }
}
