package io.footbridge.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureKind;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Columns;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.sandbox.archive.Archives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes archives for the tests of {@link Export}, and reads them. */
final class ExportFixture {

    static final String KEY = "p/LT_1/2019-08-15/texts/a.tgz";
    static final ArchiveLimits LIMITS = new ArchiveLimits(100, 1L << 30, 1L << 30, 100, 1 << 20);
    static final BatchLimits ONE_BATCH = new BatchLimits(1_000_000, 1L << 40);

    private ExportFixture() {}

    static void assertSticky(Export export, Failure failure) {
        assertThatThrownBy(export::hasNextBatch).isSameAs(failure);
        assertThatThrownBy(export::nextBatch).isSameAs(failure);
        assertThatThrownBy(export::finish).isSameAs(failure);
    }

    static void assertReadOrDatasFault(byte[] archive) {
        try {
            lines(export(archive));
        } catch (Failure e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(FailureKind.DATA);
        }
    }

    static Failure failure(Export export) {
        return catchThrowableOfType(Failure.class, () -> lines(export));
    }

    static List<String> texts(byte[] archive) {
        return lines(export(archive)).stream().map(Line::text).toList();
    }

    static List<Line> lines(Export export) {
        List<Line> lines = new ArrayList<>();
        while (export.hasNextBatch()) {
            export.nextBatch().forEachRemaining(lines::add);
        }
        return lines;
    }

    static List<List<String>> batches(byte[] archive, BatchLimits limits) {
        return batches(export(archive, LIMITS, limits, 0));
    }

    static List<List<String>> batches(Export export) {
        List<List<String>> batches = new ArrayList<>();
        while (export.hasNextBatch()) {
            List<String> batch = new ArrayList<>();
            export.nextBatch().forEachRemaining(line -> batch.add(line.text()));
            batches.add(batch);
        }
        return batches;
    }

    static Export export(byte[] archive) {
        return export(archive, LIMITS, ONE_BATCH, 0);
    }

    static Export export(byte[] archive, ArchiveLimits limits, BatchLimits batches, int maxRejects) {
        return export(new BytesBody(archive), archive.length, limits, batches, maxRejects);
    }

    static Export export(BytesBody body, long size, ArchiveLimits limits, BatchLimits batches, int maxRejects) {
        return Export.of(
                new SourceObject("exports", KEY, "e", size),
                body,
                new Reading(
                        ExportFormat.senseVideo(new Columns("at:datetime")),
                        limits,
                        batches,
                        new RejectLimits(maxRejects, limits.maxLineBytes())),
                Progress.NONE);
    }

    static byte[] tgz(String text) {
        return tgz(Map.of("a.tsv", text));
    }

    static byte[] tgz(Map<String, String> entries) {
        return Archives.tgz(entries);
    }

    static <T> Map<String, T> ordered(String first, T one, String second, T other) {
        Map<String, T> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }

    static Map<String, String> ordered(String... namesAndTexts) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            map.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return map;
    }

    record Member(TarArchiveEntry entry, String text) {}

    static Member member(String name, String text) {
        return new Member(new TarArchiveEntry(name, true), text);
    }

    /** A tar whose end marker is all that follows its last member. */
    static byte[] tar(Member... members) {
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

    static void mendChecksum(byte[] tar, int header) {
        Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
        int sum = 0;
        for (int i = header; i < header + 512; i++) {
            sum += tar[i] & 0xFF;
        }
        byte[] octal = String.format("%06o\0 ", sum).getBytes(ISO_8859_1);
        System.arraycopy(octal, 0, tar, header + 148, octal.length);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Lines that hardly compress. */
    static String randomText(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        for (int i = 1; i <= length; i++) {
            text.append(i % 80 == 0 ? '\n' : (char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }
}
