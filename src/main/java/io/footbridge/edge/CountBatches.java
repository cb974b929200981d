package io.footbridge.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.failure.FailureKind;
import io.footbridge.journal.BucketFolder;
import io.footbridge.journal.ContentFolder;
import io.footbridge.journal.JournalEntry;
import io.footbridge.journal.Workers;
import io.footbridge.journal.WriteAheadLog;
import io.footbridge.ops.LogFields;
import io.footbridge.td.RefusalStreak;
import io.footbridge.text.Count;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bean that makes batches of the counts that wait in the bucket. Each goes through {@link #next}, an import, and
 * {@link #imported} or {@link #notImported}, one after the other. If the process is killed anywhere in between, the next one
 * goes on from what is in the bucket: docs/architecture.md says why each count is imported once.
 */
public final class CountBatches {

    private static final Logger LOG = LoggerFactory.getLogger(CountBatches.class);

    private final ContentFolder waiting;
    private final BucketFolder taken;
    private final BucketFolder failed;
    private final WriteAheadLog batches;
    private final Schedule schedule;
    private final Workers workers;
    private final RefusalStreak streak = new RefusalStreak();

    /** Requests that will be batches; forgotten when something fails. */
    private final Deque<List<String>> groups = new ArrayDeque<>();

    /** How many counts make a batch now; 0 if none is due. */
    private int least;

    /**
     * @param s3 a client that throws a {@link Failure}
     * @param prefix of all that belongs to the counts
     * @param failedPrefix where batches go that Treasure Data refuses
     * @param parallelRequests how many requests to S3 are sent at a time
     */
    public CountBatches(
            S3Client s3, String bucket, String prefix, String failedPrefix, Schedule schedule, int parallelRequests) {
        this.waiting = new ContentFolder(new BucketFolder(s3, bucket, prefix + "counts/"), Lines.NAME);
        this.taken = new BucketFolder(s3, bucket, prefix + "taken/");
        this.failed = new BucketFolder(s3, bucket, failedPrefix);
        this.batches =
                new WriteAheadLog(new ContentFolder(new BucketFolder(s3, bucket, prefix + "batches/"), Lines.NAME));
        this.schedule = schedule;
        this.workers = new Workers(parallelRequests, "edge-batch");
    }

    /**
     * The batch to import now, whose requests wait no longer: first what an earlier try had to leave, then what waits, if it
     * is due.
     *
     * @return null if there is none
     */
    public synchronized CountBatch next() {
        if (least == 0) {
            least = schedule.due();
        }
        if (least == 0) {
            return null;
        }
        CountBatch batch = batches.next(this::collect).map(CountBatch::new).orElse(null);
        if (batch == null) {
            least = 0;
        } else {
            take(batch);
        }
        return batch;
    }

    /** Treasure Data has taken a batch, which is deleted. */
    public void imported(CountBatch batch) {
        streak.accepted();
        String key = batches.key(batch.entry());
        int counts = batch.rows().size();
        LogFields.about(LOG.atInfo(), key)
                .addKeyValue(LogFields.ROWS, counts)
                .log("imported {}: {}", key, Count.of(counts, "count"));
        batches.finish(batch.entry());
    }

    /**
     * Dead-letters a batch that Treasure Data refuses for its content. After any other failure, and after several batches in
     * a row that were refused for the same reason, what is in the bucket waits until the longest wait is over once more.
     *
     * @param batch the last one that was begun, or null
     */
    public synchronized void notImported(CountBatch batch, Exception why) {
        try {
            Failure failure = FailureClassifier.classify(why);
            if (failure.kind() != FailureKind.DATA || streak.isSystematic(batch.toString(), failure.reason())) {
                throw failure;
            }
            deadLetter(batch, failure);
            batches.finish(batch.entry());
        } catch (RuntimeException waits) {
            least = 0;
            groups.clear();
            schedule.postpone(waits);
        }
    }

    private void deadLetter(CountBatch batch, Failure failure) {
        String key = batches.key(batch.entry());
        String reason = failure.reason().word();
        LogFields.about(LOG.atError(), key)
                .addKeyValue(LogFields.REASON, reason)
                .log("failed {} ({}): {}", key, reason, failure.getMessage());
        ObjectNode sidecar = JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("reason", reason)
                .put("message", failure.getMessage())
                .put("failed_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        failed.write(key + ".error.json", sidecar.toString().getBytes(UTF_8));
        failed.write(key, batch.entry().content());
    }

    private Optional<JournalEntry> collect() {
        while (true) {
            if (groups.isEmpty()) {
                groups.addAll(schedule.group(waiting.names(), least));
            }
            List<String> group = groups.poll();
            if (group == null) {
                return Optional.empty();
            }
            Optional<JournalEntry> entry = CountBatch.join(workers.map(group, this::read));
            if (entry.isPresent()) {
                return entry;
            }
        }
    }

    /** The counts of a request; a repeat of one that was taken before is deleted, and has none. */
    private List<ObjectNode> read(String request) {
        if (taken.has(request)) {
            waiting.delete(request);
            return List.of();
        }
        return waiting.read(request)
                .map(content -> CountBatch.traced(waiting.key(request), content))
                .orElse(List.of());
    }

    /** The batch owns its requests: a repeat of one of them is known from here on, and they wait no longer. */
    private void take(CountBatch batch) {
        byte[] key = batches.key(batch.entry()).getBytes(UTF_8);
        workers.map(batch.requests(), request -> {
            taken.write(request, key);
            waiting.delete(request);
            return request;
        });
    }
}
