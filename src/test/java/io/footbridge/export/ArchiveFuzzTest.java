package io.footbridge.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureKind;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Columns;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.sandbox.archive.Archives;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damages good archives at random: each is read as it was, or refused with a reason. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArchiveFuzzTest {

    private static final int TIMES = 3_000;
    private static final int KINDS = 7;
    private static final int HEADER_RECORDS = 3;
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1_000, 1L << 24, 1L << 25, 100, 1 << 16);
    private static final BatchLimits BATCHES = new BatchLimits(10, 1 << 20);

    @Test
    void damagedObjectIsReadAsItWasOrRefused() {
        Damage damage = new Damage(20190815);
        int refused = 0;
        for (int number = 0; number < TIMES; number++) {
            byte[] good = archive(number % KINDS);
            Optional<List<String>> lines = read(damage.on(good), "archive " + number);
            if (lines.isPresent()) {
                assertThat(lines).as("archive %s", number).isEqualTo(read(good, "a good archive"));
            } else {
                refused++;
            }
        }
        // What may change unseen is what the header of a gzip says about time and system.
        assertThat(refused).isGreaterThan(TIMES * 9 / 10);
    }

    @Test
    void damagedTarInASoundGzipIsReadOrRefused() throws IOException {
        Damage damage = new Damage(20190816);
        for (int number = 0; number < TIMES; number++) {
            var unused = read(gzip(damage.on(tar(number % KINDS))), "tar " + number);
        }
    }

    @Test
    void tarWithNonsenseInItsHeadersIsReadOrRefused() throws IOException {
        Damage damage = new Damage(20190817);
        for (int number = 0; number < TIMES; number++) {
            byte[] changed = damage.onHeaders(tar(number % KINDS), HEADER_RECORDS);
            var unused = read(gzip(changed), "headers " + number);
        }
    }

    /** The lines, or nothing if the archive was refused for a reason that lies in it. */
    private static Optional<List<String>> read(byte[] archive, String name) {
        SourceObject source = new SourceObject("bucket", "LT_1/2019-08-15/texts/a.tgz", "etag", archive.length);
        List<String> lines = new ArrayList<>();
        try (Export export = Export.of(
                source,
                new BytesBody(archive),
                new Reading(
                        ExportFormat.senseVideo(new Columns("at:datetime")),
                        LIMITS,
                        BATCHES,
                        new RejectLimits(100, 1 << 20)),
                Progress.NONE)) {
            while (export.hasNextBatch()) {
                for (Iterator<Line> batch = export.nextBatch(); batch.hasNext(); ) {
                    Line line = batch.next();
                    lines.add(line.entry().name() + ":" + line.number() + ":" + line.text());
                }
            }
            return Optional.of(lines);
        } catch (Failure refusal) {
            assertThat(refusal.kind()).as(name).isEqualTo(FailureKind.DATA);
            assertThat(refusal.getMessage()).as(name).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return fail(name + " is neither read nor refused with a reason", e);
        }
    }

    private static byte[] archive(int kind) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int entry = 0; entry <= kind % 3; entry++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < 1 + kind * 5; line++) {
                text.append("2019-08-15 01:02:03\tline ").append(line * 7919).append('\n');
            }
            String folder = kind > 3 ? "folder/".repeat(20) : "";
            entries.put(folder + entry + (entry == 1 ? ".txt" : ".tsv"), text.toString());
        }
        return Archives.tgz(entries);
    }

    private static byte[] tar(int kind) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(archive(kind))).readAllBytes();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
