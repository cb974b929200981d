package io.footbridge.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.footbridge.archive.ArchiveLimits;
import io.footbridge.archive.BytesBody;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureKind;
import io.footbridge.failure.Reason;
import io.footbridge.format.Columns;
import io.footbridge.format.Entry;
import io.footbridge.format.ExportFormat;
import io.footbridge.format.Line;
import io.footbridge.key.SourceObject;
import io.footbridge.sandbox.archive.Archives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

    private static final String KEY = "p/LT_1/2019-08-15/texts/a.tgz";
    private static final ArchiveLimits LIMITS = new ArchiveLimits(100, 1L << 30, 1L << 30, 100, 1 << 20);
    private static final BatchLimits ONE_BATCH = new BatchLimits(1_000_000, 1L << 40);

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
                ExportFormat.senseVideo(new Columns("at:datetime")),
                LIMITS,
                ONE_BATCH,
                new RejectLimits(0, 0),
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

    // Broken archives

    @Test
    void emptyObjectFails() {
        assertThat(failure(export(new byte[0])).reason()).isEqualTo(Reason.EMPTY_OBJECT);
    }

    @Test
    void objectThatIsNoGzipFails() {
        assertThat(failure(export("hello, world".getBytes(UTF_8))).reason()).isEqualTo(Reason.CORRUPT_GZIP);
        assertThat(failure(export(new byte[] {31})).reason()).isEqualTo(Reason.CORRUPT_GZIP);
    }

    @Test
    void gzipThatIsNoTarFails() {
        assertThat(failure(export(gzip("hello, world".getBytes(UTF_8)))).reason())
                .isEqualTo(Reason.CORRUPT_TAR);
        assertThat(failure(export(gzip("hello, world\n".repeat(1000).getBytes(UTF_8))))
                        .reason())
                .isEqualTo(Reason.CORRUPT_TAR);
        assertThat(failure(export(gzip(new byte[0]))).reason()).isEqualTo(Reason.CORRUPT_TAR);
    }

    @Test
    void truncatedGzipFailsWhereverItWasCut() {
        byte[] archive = tgz(randomText(20_000));
        for (int length = 1; length < archive.length; length += 97) {
            assertThat(failure(export(Arrays.copyOf(archive, length))).reason())
                    .as("%s of %s bytes", length, archive.length)
                    .isEqualTo(Reason.CORRUPT_GZIP);
        }
        assertThat(failure(export(Arrays.copyOf(archive, archive.length - 1))).reason())
                .isEqualTo(Reason.CORRUPT_GZIP);
    }

    @Test
    void shortBodyIsNeverTheDatasFault() {
        byte[] archive = tgz(randomText(20_000));
        for (int length = 0; length < archive.length; length += 97) {
            BytesBody body = new BytesBody(Arrays.copyOf(archive, length), archive.length);
            assertThat(failure(export(body, archive.length, LIMITS, ONE_BATCH, 0))
                            .reason())
                    .as("%s of %s bytes", length, archive.length)
                    .isEqualTo(Reason.S3_CUT_SHORT);
        }
    }

    @Test
    void shortBodyIsNeverTheDatasFaultEvenIfItIsBroken() {
        byte[] archive = tgz(randomText(20_000));
        archive[archive.length / 4] ^= 0x55;
        BytesBody body = new BytesBody(Arrays.copyOf(archive, archive.length - 1), archive.length);

        assertThat(failure(export(body, archive.length, LIMITS, ONE_BATCH, 0)).reason())
                .isEqualTo(Reason.S3_CUT_SHORT);
    }

    @Test
    void everyGzipMemberIsRead() {
        byte[] tar = tar(member("a.tsv", "1\n2\n"));

        assertThat(texts(concat(gzip(Arrays.copyOf(tar, 513)), gzip(Arrays.copyOfRange(tar, 513, tar.length)))))
                .containsExactly("1", "2");
    }

    @Test
    void wrongChecksumInALaterGzipMemberFails() {
        byte[] tar = tar(member("a.tsv", "1\n2\n"));
        byte[] last = gzip(new byte[1024]);
        last[last.length - 8] ^= 1;

        assertThat(failure(export(concat(gzip(tar), last))).reason()).isEqualTo(Reason.CORRUPT_GZIP);
    }

    @Test
    void bytesBehindTheGzipFail() {
        assertThat(failure(export(concat(tgz("1\n"), new byte[] {1, 2, 3}))).reason())
                .isEqualTo(Reason.CORRUPT_GZIP);
    }

    @Test
    void tarWithoutItsEndMarkerFails() {
        byte[] tar = tar(member("a.tsv", "1\n2\n"));

        assertThat(failure(export(gzip(Arrays.copyOf(tar, 1024)))).reason()).isEqualTo(Reason.CORRUPT_TAR);
        assertThat(failure(export(gzip(Arrays.copyOf(tar, 1024 + 511)))).reason())
                .isEqualTo(Reason.CORRUPT_TAR);
        assertThat(texts(gzip(Arrays.copyOf(tar, 1024 + 512)))).containsExactly("1", "2");
    }

    @Test
    void zerosOfAMemberAreNoEndMarker() {
        byte[] tar = tar(member("a.tsv", "1\n"), member("zeros.bin", "\0".repeat(2048)));

        assertThat(failure(export(gzip(Arrays.copyOf(tar, 1024 + 512 + 2048)))).reason())
                .isEqualTo(Reason.CORRUPT_TAR);
    }

    @Test
    void tarCutWithinAMemberFails() {
        byte[] tar = tar(member("a.tsv", "1\n".repeat(1000)));

        Failure failure = failure(export(gzip(Arrays.copyOf(tar, 1024))));

        assertThat(failure.reason()).isEqualTo(Reason.CORRUPT_TAR);
        assertThat(failure.entry()).contains("a.tsv");
    }

    @Test
    void secondTarBehindTheFirstFailsRatherThanBeingPassedOver() {
        byte[] small = tar(member("a.tsv", "1\n"));
        byte[] large = tar(member("b.tsv", "2\n".repeat(10_000)));

        assertThat(failure(export(concat(gzip(small), gzip(small)))).reason()).isEqualTo(Reason.CORRUPT_TAR);
        assertThat(failure(export(concat(gzip(small), gzip(large)))).reason()).isEqualTo(Reason.CORRUPT_TAR);
        assertThat(failure(export(concat(gzip(large), gzip(small)))).reason()).isEqualTo(Reason.CORRUPT_TAR);
    }

    @Test
    void paddingOfAMemberAndOfTheTarMayHaveAnyLength() {
        byte[] tar = tar(member("a.tsv", "1\n"));
        Arrays.fill(tar, 514, 1024, (byte) 'x');

        assertThat(texts(gzip(tar))).containsExactly("1");
        assertThat(texts(gzip(Arrays.copyOf(tar, 100_000)))).containsExactly("1");
    }

    @Test
    void wrongChecksumOfAHeaderFails() {
        byte[] tar = tar(member("a.tsv", "1\n"));
        tar[0] = 'b';

        assertThat(failure(export(gzip(tar))).reason()).isEqualTo(Reason.CORRUPT_TAR);
    }

    @Test
    void twoFilesOfOneNameFail() {
        Failure failure = failure(export(gzip(tar(member("a.tsv", "1\n"), member("a.tsv", "2\n")))));

        assertThat(failure.reason()).isEqualTo(Reason.DUPLICATE_ENTRY);
        assertThat(failure.entry()).contains("a.tsv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.tsv", "/a.tsv", "b/../../a.tsv", "..", "b/..", "..\\a.tsv", "\\a.tsv", "../a.txt"})
    void nameThatLeadsElsewhereFails(String name) {
        assertThat(failure(export(gzip(tar(member(name, "1\n"))))).reason()).isEqualTo(Reason.UNSAFE_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./a.tsv", "..a.tsv", "a...tsv", "b/..c/a.tsv"})
    void nameWithDotsThatLeadsNowhereElseIsRead(String name) {
        assertThat(texts(gzip(tar(member(name, "1\n"))))).containsExactly("1");
    }

    @Test
    void messageShowsNamesWithoutControlCharacters() {
        assertThat(failure(export(gzip(tar(member("../a\n.tsv", "1\n"))))))
                .hasMessage("the member's name leads out of the archive: ../a\\u000a.tsv");
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_FIFO,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK
            })
    void linksAndDevicesFail(byte type) {
        TarArchiveEntry link = new TarArchiveEntry("a.txt", type);
        link.setLinkName("/etc/passwd");

        assertThat(failure(export(gzip(tar(new Member(link, ""))))).reason()).isEqualTo(Reason.UNSAFE_MEMBER);
    }

    @Test
    void tooManyMembersFail() {
        ArchiveLimits limits = new ArchiveLimits(2, 1L << 30, 1L << 30, 100, 1 << 20);

        assertThat(lines(export(tgz(ordered("a.tsv", "1", "b.txt", "")), limits, ONE_BATCH, 0)))
                .hasSize(1);
        assertThat(failure(export(tgz(ordered("a.tsv", "1", "b.txt", "", "c.txt", "")), limits, ONE_BATCH, 0))
                        .reason())
                .isEqualTo(Reason.TOO_MANY_ENTRIES);
    }

    @Test
    void tooLargeMemberFails() {
        ArchiveLimits limits = new ArchiveLimits(100, 10, 1L << 30, 100, 1 << 20);

        assertThat(lines(export(tgz("1234567890"), limits, ONE_BATCH, 0))).hasSize(1);
        assertThat(failure(export(tgz(Map.of("a.txt", "12345678901")), limits, ONE_BATCH, 0))
                        .reason())
                .isEqualTo(Reason.ENTRY_TOO_LARGE);
    }

    @Test
    void tooLargeArchiveFails() {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 4096, 100, 1 << 20);

        assertThat(failure(export(tgz(Map.of("a.txt", "x".repeat(4096))), limits, ONE_BATCH, 0))
                        .reason())
                .isEqualTo(Reason.ARCHIVE_TOO_LARGE);
    }

    @Test
    void bombFails() {
        byte[] bomb = Archives.tgzOfBytes(Map.of("zeros.bin", new byte[20 << 20]));

        assertThat(failure(export(bomb)).reason()).isEqualTo(Reason.EXPANSION_RATIO);
    }

    @Test
    void shortArchiveMayCompressAsWellAsItCan() {
        assertThat(texts(Archives.tgzOfBytes(ordered("zeros.bin", new byte[15 << 20], "a.tsv", "1\n".getBytes(UTF_8)))))
                .containsExactly("1");
    }

    @Test
    void endlessHeaderFails() {
        TarArchiveEntry entry = new TarArchiveEntry("a.tsv", TarConstants.LF_NORMAL);
        entry.addPaxHeader("comment", randomText(2 << 20));

        assertThat(failure(export(gzip(tar(new Member(entry, ""))))).reason()).isEqualTo(Reason.CORRUPT_TAR);
    }

    @Test
    void whateverIsInATarItIsReadOrTheDatasFault() {
        byte[] tar = tar(member("a.tsv", "1\n".repeat(400)), member("長".repeat(90) + ".tsv", "3\n"));
        Random random = new Random(5);
        for (int i = 0; i < 4_000; i++) {
            byte[] broken = tar.clone();
            int header = random.nextInt(broken.length / 512) * 512;
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                broken[header + random.nextInt(512)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) > 0) {
                mendChecksum(broken, header);
            }
            assertReadOrDatasFault(gzip(broken));
        }
    }

    @Test
    void whateverIsInAGzipItIsReadOrTheDatasFault() {
        byte[] archive = tgz(randomText(600));
        Random random = new Random(6);
        for (int i = 0; i < 4_000; i++) {
            byte[] broken = archive.clone();
            broken[random.nextInt(i % 2 == 0 ? 20 : broken.length)] = (byte) random.nextInt(256);
            assertReadOrDatasFault(broken);
        }
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

    private static void assertSticky(Export export, Failure failure) {
        assertThatThrownBy(export::hasNextBatch).isSameAs(failure);
        assertThatThrownBy(export::nextBatch).isSameAs(failure);
        assertThatThrownBy(export::finish).isSameAs(failure);
    }

    private static void assertReadOrDatasFault(byte[] archive) {
        try {
            lines(export(archive));
        } catch (Failure e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(FailureKind.DATA);
        }
    }

    private static Failure failure(Export export) {
        return catchThrowableOfType(Failure.class, () -> lines(export));
    }

    private static List<String> texts(byte[] archive) {
        return lines(export(archive)).stream().map(Line::text).toList();
    }

    private static List<Line> lines(Export export) {
        List<Line> lines = new ArrayList<>();
        while (export.hasNextBatch()) {
            export.nextBatch().forEachRemaining(lines::add);
        }
        return lines;
    }

    private static List<List<String>> batches(byte[] archive, BatchLimits limits) {
        return batches(export(archive, LIMITS, limits, 0));
    }

    private static List<List<String>> batches(Export export) {
        List<List<String>> batches = new ArrayList<>();
        while (export.hasNextBatch()) {
            List<String> batch = new ArrayList<>();
            export.nextBatch().forEachRemaining(line -> batch.add(line.text()));
            batches.add(batch);
        }
        return batches;
    }

    private static Export export(byte[] archive) {
        return export(archive, LIMITS, ONE_BATCH, 0);
    }

    private static Export export(byte[] archive, ArchiveLimits limits, BatchLimits batches, int maxRejects) {
        return export(new BytesBody(archive), archive.length, limits, batches, maxRejects);
    }

    private static Export export(BytesBody body, long size, ArchiveLimits limits, BatchLimits batches, int maxRejects) {
        return Export.of(
                new SourceObject("exports", KEY, "e", size),
                body,
                ExportFormat.senseVideo(new Columns("at:datetime")),
                limits,
                batches,
                new RejectLimits(maxRejects, limits.maxLineBytes()),
                Progress.NONE);
    }

    private static byte[] tgz(String text) {
        return tgz(Map.of("a.tsv", text));
    }

    private static byte[] tgz(Map<String, String> entries) {
        return Archives.tgz(entries);
    }

    private static <T> Map<String, T> ordered(String first, T one, String second, T other) {
        Map<String, T> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }

    private static Map<String, String> ordered(String... namesAndTexts) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            map.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return map;
    }

    private record Member(TarArchiveEntry entry, String text) {}

    private static Member member(String name, String text) {
        return new Member(new TarArchiveEntry(name, true), text);
    }

    /** A tar whose end marker is all that follows its last member. */
    private static byte[] tar(Member... members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Member member : members) {
                byte[] bytes = member.text().getBytes(UTF_8);
                member.entry().setSize(bytes.length);
                tar.putArchiveEntry(member.entry());
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void mendChecksum(byte[] tar, int header) {
        Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
        int sum = 0;
        for (int i = header; i < header + 512; i++) {
            sum += tar[i] & 0xFF;
        }
        byte[] octal = String.format("%06o\0 ", sum).getBytes(ISO_8859_1);
        System.arraycopy(octal, 0, tar, header + 148, octal.length);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Lines that hardly compress. */
    private static String randomText(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        for (int i = 1; i <= length; i++) {
            text.append(i % 80 == 0 ? '\n' : (char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }
}
