package io.footbridge.export;

import static io.footbridge.export.ExportFixture.LIMITS;
import static io.footbridge.export.ExportFixture.ONE_BATCH;
import static io.footbridge.export.ExportFixture.assertReadOrDatasFault;
import static io.footbridge.export.ExportFixture.concat;
import static io.footbridge.export.ExportFixture.export;
import static io.footbridge.export.ExportFixture.failure;
import static io.footbridge.export.ExportFixture.gzip;
import static io.footbridge.export.ExportFixture.lines;
import static io.footbridge.export.ExportFixture.member;
import static io.footbridge.export.ExportFixture.mendChecksum;
import static io.footbridge.export.ExportFixture.ordered;
import static io.footbridge.export.ExportFixture.randomText;
import static io.footbridge.export.ExportFixture.tar;
import static io.footbridge.export.ExportFixture.texts;
import static io.footbridge.export.ExportFixture.tgz;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.export.ExportFixture.Member;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.sandbox.archive.Archives;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that are broken, or more than they may be: each is the fault of its data, with a reason. */
class BrokenExportTest {

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
}
