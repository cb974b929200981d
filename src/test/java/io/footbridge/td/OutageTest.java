package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.footbridge.batch.Batch;
import io.footbridge.batch.BatchPacker;
import io.footbridge.batch.Batches;
import io.footbridge.batch.Destination;
import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.BytesBody;
import io.footbridge.export.Export;
import io.footbridge.export.Progress;
import io.footbridge.export.Reading;
import io.footbridge.export.RejectLimits;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.sandbox.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final LogCapture log = LogCapture.alone(Level.INFO);
    private final Failure down = new Failure(Reason.TD_UNAVAILABLE, "Treasure Data answers 503");
    private long now = Long.MAX_VALUE - 1; // It may overflow.
    private final Outage outage = new Outage(() -> now);

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void aLongOutageOfManyBatchesHasALineAMinute() {
        for (int second = 0; second < 300; second++) {
            for (int batch = 0; batch < 16; batch++) {
                waits(batch);
            }
            pass(Duration.ofSeconds(1));
        }
        for (int batch = 0; batch < 16; batch++) {
            outage.takes(batch(batch));
        }

        assertThat(said()).hasSize(6);
        assertThat(said().get(0))
                .contains("takes no imports for now (td-unavailable): Treasure Data answers 503; a batch of p/a.tgz");
        assertThat(said().get(1)).contains("takes no imports for 1 min by now").endsWith("16 wait in all");
        assertThat(said().get(5)).endsWith("takes imports again after 5 min; 16 batches waited, 0 given up");
    }

    @Test
    void itIsOverOnlyOnceNoBatchWaits() {
        waits(1);
        waits(2);
        outage.takes(batch(3));
        outage.takes(batch(1));
        assertThat(said()).hasSize(1);

        outage.takes(batch(2));
        assertThat(said()).hasSize(2);
        assertThat(said().get(1)).endsWith("2 batches waited, 0 given up");
    }

    @Test
    void itLastsFromOnePollCycleToTheNext() {
        waits(1);
        outage.givesUp(batch(1));
        pass(Duration.ofMinutes(5));
        waits(1);
        waits(2);
        pass(Duration.ofSeconds(1));
        outage.takes(batch(1));
        outage.takes(batch(2));

        assertThat(said()).hasSize(3);
        assertThat(said().get(1)).contains("takes no imports for 5 min by now").endsWith("1 waits in all");
        assertThat(said().get(2)).endsWith("after 5 min 1 s; 2 batches waited, 1 given up");
    }

    @Test
    void hiccupsHaveALineAMinuteAtMost() {
        for (int i = 0; i < 1_000; i++) {
            waits(i);
            outage.takes(batch(i));
        }

        assertThat(said()).as("the beginning and the end of the first").hasSize(2);
        pass(Duration.ofMinutes(1));
        waits(1);
        assertThat(said()).hasSize(3);
    }

    @Test
    void aBatchWhoseThreadDiedDoesNotKeepItOpenForEver() {
        waits(1);
        waits(2);
        pass(Duration.ofMinutes(2));
        outage.takes(batch(2));

        assertThat(said()).hasSize(2);
    }

    @Test
    void whatIsTakenAtOnceOrNeverTriedAgainIsNoOutage() {
        outage.takes(batch(1));
        outage.givesUp(batch(2));
        outage.takes(batch(3));

        assertThat(said()).isEmpty();
    }

    private void waits(int batch) {
        outage.waits(batch(batch), "p/a.tgz", down);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private List<String> said() {
        return log.entries().stream()
                .filter(entry -> entry.startsWith("INFO " + Outage.class.getName()))
                .toList();
    }

    private static Batch batch(int row) {
        Export export = Export.of(
                new SourceObject("exports", "p/a.tgz", "e", 0),
                new BytesBody(new byte[0]),
                new Reading(
                        ExportFormat.senseVideo(new Columns("at:datetime")),
                        new ArchiveLimits(1, 1, 1, 1, 1),
                        new BatchLimits(1, 1),
                        new RejectLimits(0, 0)),
                Progress.NONE);
        Batches batches = new Batches(new Destination("db_", "table", Map.of()), 1);
        BatchPacker packer = batches.begin(export);
        packer.add(Map.of("time", (long) row), Line.of(new Entry(null, "p/a.tgz", "a.tsv"), 7, 1, new byte[0]));
        return batches.seal(packer, export);
    }
}
