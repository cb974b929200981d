package io.footbridge.command;

import io.footbridge.dataset.Datasets;
import io.footbridge.ops.Outcome;

/** What a command did, in the end, and the exit status that goes with it. */
record Summary(
        long imported,
        long empty,
        long failed,
        long gone,
        long left,
        long ignored,
        long rows,
        long rejected,
        boolean broken) {

    static final int DONE = 0;
    static final int LEFT_BEHIND = 1;
    static final int UNDER_FAILED = 2;

    static Summary of(Datasets datasets) {
        return new Summary(
                datasets.objects(Outcome.IMPORTED),
                datasets.objects(Outcome.EMPTY),
                datasets.objects(Outcome.FAILED),
                datasets.objects(Outcome.GONE),
                datasets.sum(dataset ->
                        dataset.intake().deferredCount() + dataset.intake().objectsInFlight()),
                datasets.sum(dataset -> dataset.intake().ignored()),
                datasets.rowsImported(),
                datasets.rowsRejected(),
                datasets.isAnyPaused());
    }

    /** 0 all done; 1 something is left; 2 nothing is left, but something is new under the failed prefix. */
    int exitStatus() {
        if (broken || left > 0) {
            return LEFT_BEHIND;
        }
        return failed > 0 || rejected > 0 ? UNDER_FAILED : DONE;
    }

    @Override
    public String toString() {
        return String.format(
                "objects: %,d imported, %,d empty, %,d failed, %,d gone, %,d deferred, %,d ignored; rows: %,d imported, %,d rejected",
                imported, empty, failed, gone, left, ignored, rows, rejected);
    }
}
