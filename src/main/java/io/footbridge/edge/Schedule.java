package io.footbridge.edge;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.ops.LogFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean that says when a batch of counts is due, and which requests go into it. */
public final class Schedule {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private final int maxCounts;
    private final Duration maxWait;

    private int accepted;
    private boolean postponed;
    private long nextFlush = System.nanoTime();

    /**
     * @param maxCounts a batch ends with the request that makes it this many
     * @param maxSeconds how long a count waits for others
     */
    public Schedule(int maxCounts, long maxSeconds) {
        this.maxCounts = maxCounts;
        this.maxWait = Duration.ofSeconds(maxSeconds);
    }

    /** So many more counts are in the bucket. */
    public synchronized void accepted(int counts) {
        accepted += counts;
    }

    /**
     * How many counts make a batch now: as many as one holds if so many have come, one whenever the longest wait is over (as
     * it is at the start), and 0 if nothing is to be done.
     */
    public synchronized int due() {
        if (System.nanoTime() - nextFlush >= 0) {
            nextFlush = System.nanoTime() + maxWait.toNanos();
            accepted = 0;
            postponed = false;
            return 1;
        }
        if (accepted >= maxCounts && !postponed) {
            accepted %= maxCounts;
            return maxCounts;
        }
        return 0;
    }

    /** Something went wrong: what waits goes on waiting, and is tried again when the longest wait is over once more. */
    public synchronized void postpone(Exception thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        postponed = true;
        nextFlush = System.nanoTime() + maxWait.toNanos();
        LogFields.about(LOG.atWarn(), failure.reason())
                .log(
                        "counts of cameras wait in the bucket ({}): {}; the next try is in {} s",
                        failure.reason().word(),
                        failure.getMessage(),
                        maxWait.toSeconds());
        LOG.debug("counts of cameras wait", thrown);
    }

    /**
     * Which requests make a batch together, in the order of the listing, which is that of their times. A request is never
     * divided.
     *
     * @param names of the requests, without the prefix
     * @param least how many counts the last batch must hold to be made; the others are full
     * @return the requests' names, without the prefix, batch by batch
     */
    public List<List<String>> group(List<String> names, int least) {
        List<List<String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        int counts = 0;
        for (String name : names) {
            group.add(name);
            counts += Lines.sizeByName(name);
            if (counts >= maxCounts) {
                groups.add(group);
                group = new ArrayList<>();
                counts = 0;
            }
        }
        if (counts > 0 && counts >= least) {
            groups.add(group);
        }
        return groups;
    }
}
