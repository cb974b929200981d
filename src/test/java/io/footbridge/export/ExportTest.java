package io.footbridge.export;

import static io.footbridge.export.ExportFixture.KEY;
import static io.footbridge.export.ExportFixture.LIMITS;
import static io.footbridge.export.ExportFixture.ONE_BATCH;
import static io.footbridge.export.ExportFixture.assertSticky;
import static io.footbridge.export.ExportFixture.batches;
import static io.footbridge.export.ExportFixture.export;
import static io.footbridge.export.ExportFixture.failure;
import static io.footbridge.export.ExportFixture.gzip;
import static io.footbridge.export.ExportFixture.lines;
import static io.footbridge.export.ExportFixture.member;
import static io.footbridge.export.ExportFixture.ordered;
import static io.footbridge.export.ExportFixture.randomText;
import static io.footbridge.export.ExportFixture.tar;
import static io.footbridge.export.ExportFixture.texts;
import static io.footbridge.export.ExportFixture.tgz;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.sandbox.archive.Archives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

    // Lines

    @Test
    void linesEndWithLfOrCrlf() {
        assertThat(texts(tgz("a\r\nb\nc\r\n"))).containsExactly("a", "b", "c");
    }

    @Test
    void lastLineMayEndWithItsFile() {
        assertThat(texts(tgz("a\nb"))).containsExactly("a", "b");
        assertThat(texts(tgz("a\nb\r"))).containsExactly("a", "b");
    }

    @Test
    void onlyOneCarriageReturnBelongsToTheLineEnd() {
        assertThat(texts(tgz("a\r\r\nb\rc\n"))).containsExactly("a\r", "b\rc");
    }

    @Test
    void byteOrderMarkIsDroppedAtTheBeginningOfEveryFile() {
        assertThat(texts(tgz(Map.of("a.tsv", "\uFEFFa\n\uFEFFb\n")))).containsExactly("a", "\uFEFFb");
        assertThat(texts(tgz(ordered("a.tsv", "\uFEFFa\n", "b.tsv", "\uFEFFb"))))
                .containsExactly("a", "b");
    }

    @Test
    void blankLinesAreCountedButAreNoData() {
        Export export = export(tgz("\uFEFF\r\na\n\n\r\nb\n\n"));

        assertThat(lines(export)).extracting(Line::number).containsExactly(2L, 5L);
        assertThat(export.lines()).isEqualTo(2);
    }

    @Test
    void spaceIsData() {
        assertThat(texts(tgz(" \n\t\n"))).containsExactly(" ", "\t");
    }

    @Test
    void linesMayBeLongerThanAnyBuffer() {
        List<String> wanted = new ArrayList<>();
        for (int length : new int[] {1, 65_535, 65_536, 65_537, 3, 131_072, 200_000, 0x10_0000, 7}) {
            wanted.add("x".repeat(length - 1) + (char) ('a' + wanted.size()));
        }

        assertThat(texts(tgz(String.join("\n", wanted)))).isEqualTo(wanted);
        assertThat(texts(tgz(String.join("\r\n", wanted) + "\r\n"))).isEqualTo(wanted);
    }

    @Test
    void linesStayAsTheyAreWhileLaterOnesAreRead() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        List<Line> lines = lines(export(tgz(text.toString())));

        assertThat(lines).hasSize(50_000);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).text()).isEqualTo("line " + i);
            assertThat(lines.get(i).number()).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\nb\n", "\r\nb"})
    void lineMayBeAsLongAsTheLimit(String rest) {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 1L << 30, 100, 70_000);

        assertThat(lines(export(tgz("\uFEFF" + "x".repeat(70_000) + rest), limits, ONE_BATCH, 0))
                        .get(0)
                        .length())
                .isEqualTo(70_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\nb\n"})
    void lineLongerThanTheLimitFailsTheObject(String rest) {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 1L << 30, 100, 70_000);

        Failure failure = failure(export(tgz("a\n" + "x".repeat(70_001) + rest), limits, ONE_BATCH, 0));

        assertThat(failure.reason()).isEqualTo(Reason.LINE_TOO_LONG);
        assertThat(failure.entry()).contains("a.tsv");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure).hasMessage("line 2 is longer than 70000 bytes (archive.max-line-bytes)");
    }

    @Test
    void endlessLineFailsBeforeItIsRead() {
        byte[] zeros = new byte[8 << 20];
        Arrays.fill(zeros, (byte) 'x');
        byte[] archive = Archives.tgzOfBytes(Map.of("a.tsv", zeros));

        assertThat(failure(export(archive)).reason()).isEqualTo(Reason.LINE_TOO_LONG);
    }

    // Members

    @Test
    void filesAreReadInOrderAndNamed() {
        byte[] archive = tgz(ordered("b.tsv", "1\n2\n", "folder/a.tsv", "3\n"));

        assertThat(lines(export(archive)))
                .extracting(Line::toString, Line::text)
                .containsExactly(
                        tuple(KEY + " b.tsv:1", "1"),
                        tuple(KEY + " b.tsv:2", "2"),
                        tuple(KEY + " folder/a.tsv:1", "3"));
        assertThat(lines(export(archive)).get(2).entry()).isEqualTo(new Entry("LT_1", KEY, "folder/a.tsv"));
    }

    @Test
    void membersOfOtherNamesAreIgnored() {
        byte[] archive = tgz(ordered("readme.txt", "no", "a.tsv", "yes\n", "a.tsv.gz", "no", "a.tsv.bak", "no"));

        assertThat(texts(archive)).containsExactly("yes");
    }

    @Test
    void foldersAreIgnored() {
        assertThat(texts(gzip(tar(member("texts.tsv/", ""), member("texts.tsv/a.tsv", "yes\n")))))
                .containsExactly("yes");
    }

    @Test
    void longNamesAreKept() {
        String name = "長い".repeat(120) + ".tsv";

        assertThat(lines(export(tgz(Map.of(name, "a\n")))).get(0).entry().name())
                .isEqualTo(name);
    }

    @Test
    void archiveWithoutDataHasNoBatch() {
        for (byte[] archive :
                List.of(tgz(Map.of()), tgz(Map.of("a.txt", "no")), tgz(""), tgz("\n\r\n"), tgz("\uFEFF"))) {
            Export export = export(archive);

            assertThat(export.hasNextBatch()).isFalse();
            assertThatThrownBy(export::nextBatch).isInstanceOf(NoSuchElementException.class);
            export.finish();
            assertThat(export.lines()).isZero();
        }
    }

    @Test
    void placeholderHasNoBatchAndIsNotRead() {
        BytesBody body = new BytesBody(new byte[0]);
        Export export = Export.of(
                new SourceObject("exports", "p/LT_1/", "e", 0),
                body,
                new Reading(
                        ExportFormat.senseVideo(new Columns("at:datetime")), LIMITS, ONE_BATCH, new RejectLimits(0, 0)),
                Progress.NONE);

        assertThat(export.hasNextBatch()).isFalse();
        export.finish();
        assertThat(body.log()).isEmpty();
    }

    // Batches

    @Test
    void batchEndsAfterSoManyLines() {
        assertThat(batches(tgz("1\n2\n3\n4\n5\n"), new BatchLimits(2, 1L << 40)))
                .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
        assertThat(batches(tgz("1\n2\n3\n4\n"), new BatchLimits(2, 1L << 40)))
                .containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void batchEndsBeforeTheLineThatWouldBeTooMuch() {
        assertThat(batches(tgz("aaaa\nbbbb\ncc\ndddddddddddd\ne\n"), new BatchLimits(100, 8)))
                .containsExactly(List.of("aaaa", "bbbb"), List.of("cc"), List.of("dddddddddddd"), List.of("e"));
    }

    @Test
    void batchesGoOnAcrossFiles() {
        byte[] archive = tgz(ordered("a.tsv", "1\n2\n3", "none.tsv", "", "b.tsv", "4\n5\n"));

        assertThat(batches(archive, new BatchLimits(2, 1L << 40)))
                .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
        assertThat(batches(archive, new BatchLimits(100, 4)))
                .containsExactly(List.of("1", "2", "3", "4"), List.of("5"));
    }

    @Test
    void blankLinesAndLineEndsDoNotMoveABatchesEnd() {
        BatchLimits limits = new BatchLimits(2, 5);

        assertThat(batches(tgz("11\r\n\r\n222\r\n\r\n3\r\n"), limits)).isEqualTo(batches(tgz("11\n222\n3"), limits));
    }

    @Test
    void rejectedLinesCountForABatchesEnd() {
        Export export = export(tgz("1\nbad\n3\n"), LIMITS, new BatchLimits(2, 1L << 40), 1);
        Iterator<Line> first = export.nextBatch();
        first.next();
        export.reject(first.next(), "no good");

        assertThat(first.hasNext()).isFalse();
        assertThat(export.nextBatch().next().text()).isEqualTo("3");
        assertThat(export.batch()).isEqualTo(2);
    }

    @Test
    void batchesAreNumberedFromOne() {
        Export export = export(tgz("1\n2\n"), LIMITS, new BatchLimits(1, 1L << 40), 0);

        assertThat(export.batch()).isZero();
        export.nextBatch().next();
        assertThat(export.batch()).isEqualTo(1);
        export.nextBatch().next();
        assertThat(export.batch()).isEqualTo(2);
        assertThat(export.hasNextBatch()).isFalse();
    }

    @Test
    void accountIsKeptOfWhatWasImported() {
        Export export = export(tgz("1\n2\n"));
        export.imported(5, export.lines());
        export.imported(2, export.lines());

        assertThat(export.importedBatches()).isEqualTo(2);
        assertThat(export.importedRows()).isEqualTo(7);
    }

    // Rejects

    @Test
    void rejectsAreKeptWithTheirReason() {
        Export export = export(tgz("1\nbad\n3\n"), LIMITS, ONE_BATCH, 1);
        Iterator<Line> lines = export.nextBatch();
        lines.next();
        export.reject(lines.next(), "no good");
        lines.next();
        export.finish();

        assertThat(export.rejects()).hasSize(1);
        assertThat(export.rejects().get(0).reason()).isEqualTo("no good");
        assertThat(export.rejects().get(0).line().text()).isEqualTo("bad");
        assertThat(export.rejects().get(0).line().number()).isEqualTo(2);
    }

    @Test
    void rejectsHoldTheirOwnBytesOnly() {
        Export export = export(tgz("bad\n" + "x".repeat(100_000)), LIMITS, ONE_BATCH, 1);
        export.reject(export.nextBatch().next(), "no good");

        assertThat(export.rejects().get(0).line().buffer()).hasSize(3);
    }

    @Test
    void tooManyRejectsFailTheObject() {
        Export export = export(tgz("1\n2\n3\n"), LIMITS, ONE_BATCH, 1);
        Iterator<Line> lines = export.nextBatch();
        export.reject(lines.next(), "no good");
        Line second = lines.next();

        Failure failure = catchThrowableOfType(Failure.class, () -> export.reject(second, "no better"));

        assertThat(failure.reason()).isEqualTo(Reason.TOO_MANY_REJECTS);
        assertThat(failure.entry()).contains("a.tsv");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.getMessage()).contains("more than 1 bad line (import.max-rejects)", "no better");
        assertThat(lines.hasNext()).isFalse();
        assertSticky(export, failure);
    }

    @Test
    void rejectsOfTooManyBytesFailTheObject() {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 1L << 30, 100, 10);
        Export export = export(tgz("123456\n123456\n"), limits, ONE_BATCH, 100);
        Iterator<Line> lines = export.nextBatch();
        export.reject(lines.next(), "no good");
        Line second = lines.next();

        assertThat(catchThrowableOfType(Failure.class, () -> export.reject(second, "no better"))
                        .reason())
                .isEqualTo(Reason.TOO_MANY_REJECTS);
    }

    @Test
    void objectWithoutAGoodLineFails() {
        Export export = export(tgz("\n1\n2\n"), LIMITS, ONE_BATCH, 100);
        export.nextBatch().forEachRemaining(line -> export.reject(line, "no good"));

        Failure failure = catchThrowableOfType(Failure.class, export::finish);

        assertThat(failure.reason()).isEqualTo(Reason.NO_GOOD_LINE);
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure).hasMessage("none of its 2 lines is good; the first: no good");
        assertSticky(export, failure);
    }

    @Test
    void objectThatWasGivenUpStaysSo() {
        Export export = export(tgz("1\n2\n"));
        Iterator<Line> lines = export.nextBatch();
        lines.next();
        Failure failure = export.abandon(new Failure(Reason.TD_INVALID, "no"));

        assertThat(lines.hasNext()).isFalse();
        assertSticky(export, failure);
    }

    // One broken object and its batches

    @Test
    void objectOfOneBatchIsReadOnce() {
        BytesBody body = new BytesBody(tgz("1\n2\n"));
        batches(export(body, 1, LIMITS, new BatchLimits(2, 1L << 40), 0));

        assertThat(body.log()).doesNotContain("again");
    }

    @Test
    void objectOfSeveralBatchesIsReadThroughOnceBeforeTheFirstEnds() {
        byte[] archive = tgz("1\n2\n3\n4\n5\n");
        BytesBody body = new BytesBody(archive);
        Export export = export(body, archive.length, LIMITS, new BatchLimits(2, 1L << 40), 0);
        Iterator<Line> lines = export.nextBatch();
        lines.next();
        assertThat(body.log()).doesNotContain("again");

        lines.next();

        assertThat(body.log()).containsSubsequence("release", "again", "close");
        batches(export);
        assertThat(body.log()).containsOnlyOnce("again");
    }

    @Test
    void corruptionAtTheVeryEndFailsBeforeAnyBatchWasComplete() {
        byte[] archive = tgz(randomText(200_000));
        archive[archive.length - 8] ^= 1;
        Export export = export(archive, LIMITS, new BatchLimits(2, 1L << 40), 0);
        Iterator<Line> first = export.nextBatch();
        first.next();

        Failure failure = catchThrowableOfType(Failure.class, first::next);

        assertThat(failure.reason()).isEqualTo(Reason.CORRUPT_GZIP);
        assertThat(first.hasNext()).isFalse();
        assertSticky(export, failure);
    }

    @Test
    void failureInTheOnlyBatchComesBeforeItsLastLine() {
        byte[] archive = tgz("1\n2\n");
        archive[archive.length - 1] ^= 1;
        Export export = export(archive);
        Iterator<Line> lines = export.nextBatch();
        assertThat(lines.next().text()).isEqualTo("1");

        Failure failure = catchThrowableOfType(Failure.class, lines::next);

        assertThat(failure.reason()).isEqualTo(Reason.CORRUPT_GZIP);
        assertSticky(export, failure);
    }

    @Test
    void closingAnExportClosesItsBody() {
        BytesBody body = new BytesBody(tgz("1\n"));
        export(body, 1, LIMITS, ONE_BATCH, 0).close();

        assertThat(body.log()).containsExactly("close");
    }
}
