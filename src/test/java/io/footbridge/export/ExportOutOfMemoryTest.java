package io.footbridge.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Columns;
import io.footbridge.row.ExportFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An export for which the heap is too small")
class ExportOutOfMemoryTest {

    private boolean closed;

    /** What the next allocation in a heap that is full does. */
    private final class FullHeap extends ObjectBody {

        @Override
        public int read(byte[] buffer, int offset, int length) {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public long size() {
            return 100;
        }

        @Override
        public void goTo(long position) {
            // Nothing is open.
        }

        @Override
        public void release() {
            // Nothing is open.
        }

        @Override
        public ObjectBody again() {
            return new FullHeap();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void isGivenUpWithAReasonAndStaysSo() {
        Export export = Export.of(
                new SourceObject("exports", "p/LT_1/2019-08-15/texts/a.tgz", "e", 100),
                new FullHeap(),
                new Reading(
                        ExportFormat.senseVideo(new Columns("at:datetime")),
                        new ArchiveLimits(10, 1 << 20, 1 << 20, 100, 1 << 20),
                        new BatchLimits(1000, 1 << 20),
                        new RejectLimits(0, 0)),
                Progress.NONE);

        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(export::hasNextBatch)
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.OUT_OF_MEMORY))
                    .hasMessageContaining("import.parallel-objects");
        }
        assertThat(closed).isTrue();
    }
}
