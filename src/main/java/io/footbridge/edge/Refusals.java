package io.footbridge.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Sort;
import io.footbridge.failure.Sorting;
import io.footbridge.ops.LogFields;
import io.footbridge.td.RefusalStreak;
import io.footbridge.text.Count;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean that tells a batch of counts which TD will never take from one that has to wait. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RefusalStreak streak = new RefusalStreak();
    private final Clock clock = Clock.systemUTC();

    /** TD has taken a batch. */
    public void accepted(String key, int counts) {
        streak.accepted();
        LOG.atInfo()
                .addKeyValue(LogFields.KEY, key)
                .addKeyValue(LogFields.ROWS, counts)
                .log("imported {}: {}", key, Count.of(counts, "count"));
    }

    /**
     * Lets pass only what trying again cannot help. One batch after the other that is refused for the same reason is not
     * that: then it is not the data.
     *
     * @throws Failure for all other trouble
     */
    public void requireRefusal(String key, Exception trouble) {
        Failure failure = Sorting.sort(trouble);
        if (failure.sort() != Sort.DATA || streak.isSystematic(key, failure.reason())) {
            throw failure;
        }
    }

    /** What is wrong with a batch: one JSON object. */
    public String sidecar(String key, Exception trouble) {
        Failure failure = Sorting.sort(trouble);
        LOG.atError()
                .addKeyValue(LogFields.KEY, key)
                .addKeyValue(LogFields.REASON, failure.reason().word())
                .log("failed {} ({}): {}", key, failure.reason().word(), failure.getMessage());
        return JSON.createObjectNode()
                .put("key", key)
                .put("reason", failure.reason().word())
                .put("message", failure.getMessage())
                .put(
                        "failed_at",
                        Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString())
                .toString();
    }

    /** The bucket did not take a request. */
    public void notStored(Exception trouble) {
        Failure failure = Sorting.sort(trouble);
        LOG.atWarn()
                .addKeyValue(LogFields.REASON, failure.reason().word())
                .log(
                        "counts of a camera were not taken ({}): {}",
                        failure.reason().word(),
                        failure.getMessage());
        LOG.debug("counts of a camera were not taken", trouble);
    }
}
