package io.footbridge.td;

import io.footbridge.batch.Batch;
import io.footbridge.batch.Batches;
import io.footbridge.batch.Place;
import io.footbridge.export.Export;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.ImportMetrics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;

/**
 * The bean that takes note of what becomes of the batches of an export.
 *
 * @param outage is told of each batch that is accepted, or has to wait
 */
public record Answers(Outage outage) {

    /** After which nobody knows whether the batch was stored. */
    private static final Set<Reason> UNANSWERED = EnumSet.of(Reason.TD_UNAVAILABLE, Reason.TD_UNEXPECTED_ANSWER);

    /** Follows the import of a batch for its export. */
    public Followed follow(ImportMetrics metrics, RefusalStreak refusals, Batches batches, Export export, Batch batch) {
        return new Followed(metrics, refusals, batches, export, batch);
    }

    /** Takes note that a batch was accepted. */
    public void accept(Followed followed) {
        Batch batch = followed.batch;
        followed.refusals.accepted();
        outage.takes(batch);
        followed.export.imported(batch.rows(), batch.lastLine());
        followed.metrics.batch(batch.rows(), batch.length());
        followed.metrics.posted(followed.time());
    }

    /** The import of one batch. */
    public final class Followed implements ImportListener {

        private final ImportMetrics metrics;
        private final RefusalStreak refusals;
        private final Batches batches;
        private final Export export;
        private final Batch batch;
        private final long began = System.nanoTime();
        private boolean divisible;

        private Followed(ImportMetrics metrics, RefusalStreak refusals, Batches batches, Export export, Batch batch) {
            this.batches = batches;
            this.metrics = metrics;
            this.refusals = refusals;
            this.export = export;
            this.batch = batch;
        }

        /**
         * Whether the batch was refused for its size, and can be made smaller. One that may have been stored before it was
         * refused cannot: its halves would be imports of their own.
         */
        public boolean isDivisible() {
            return divisible;
        }

        /** The two halves of the batch, each under an ID of its own rows. */
        public Iterator<Batch> halves() {
            return batches.halves(export, batch);
        }

        @Override
        public void again(Failure why) {
            noteWhatIsUnanswered(why);
            outage.waits(batch, export.source().key(), why);
        }

        @Override
        public Failure failed(Failure why) {
            noteWhatIsUnanswered(why);
            outage.givesUp(batch);
            metrics.posted(time());
            if (why.reason() != Reason.TD_TOO_LARGE) {
                return why;
            }
            divisible = batch.rows() > 1 && !export.isUnanswered();
            if (export.isUnanswered()) {
                return new Failure(
                        why.reason(),
                        why.getMessage() + "; an attempt before was not answered, so its rows may be there already:"
                                + " look for them in the table before a replay, which sends them in parts",
                        why);
            }
            Place place = batch.placeOf(0);
            return divisible ? why : new Failure(why.reason(), why.getMessage(), place.entry(), place.number(), why);
        }

        private Duration time() {
            return Duration.ofNanos(System.nanoTime() - began);
        }

        private void noteWhatIsUnanswered(Failure why) {
            if (UNANSWERED.contains(why.reason())) {
                export.sentWithoutAnswer();
            }
        }
    }
}
