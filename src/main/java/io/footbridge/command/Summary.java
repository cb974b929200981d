package io.footbridge.command;

import io.footbridge.intake.Datasets;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.Outcome;
import java.io.PrintStream;

/** What a command did in the end, and the exit status that goes with it. */
final class Summary {

    static final int DONE = 0;
    static final int LEFT_BEHIND = 1;
    static final int UNDER_FAILED = 2;

    private Summary() {}

    /** @return the exit status: 0 all done; 1 something is deferred; 2 only something is new under the failed prefix */
    static int print(Datasets datasets, PrintStream out) {
        long failed = datasets.objects(Outcome.FAILED);
        long rejected = datasets.sum(ImportMetrics::rowsRejected);
        long deferred = datasets.stream()
                .mapToLong(dataset ->
                        dataset.intake().deferredCount() + dataset.intake().objectsInFlight())
                .sum();
        out.println(String.format(
                "objects: %,d imported, %,d empty, %,d failed, %,d gone, %,d deferred, %,d ignored; rows: %,d imported, %,d rejected",
                datasets.objects(Outcome.IMPORTED),
                datasets.objects(Outcome.EMPTY),
                failed,
                datasets.objects(Outcome.GONE),
                deferred,
                datasets.stream()
                        .mapToLong(dataset -> dataset.intake().ignored())
                        .sum(),
                datasets.sum(ImportMetrics::rowsImported),
                rejected));
        if (deferred > 0 || datasets.isAnyPaused()) {
            return LEFT_BEHIND;
        }
        return failed > 0 || rejected > 0 ? UNDER_FAILED : DONE;
    }
}
