package io.footbridge.ops;

import io.footbridge.failure.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts and times what became of objects and rows since the process started, in meters named {@code footbridge.…}. */
public final class ImportMetrics {

    /** The bounds of the histograms: what a small object or batch takes on a fast network, up to a retry's whole time. */
    private static final Duration[] BOUNDS = Stream.of(100, 300, 1_000, 3_000, 10_000, 30_000, 120_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<Outcome, Counter> objects;
    private final Map<Reason, Counter> deadLetters;
    private final Map<Reason, Counter> pauses;
    private final Counter rows;
    private final Counter rejects;
    private final Counter batches;
    private final Counter batchBytes;
    private final Timer imports;
    private final Timer posts;
    private final AtomicLong lastImport = new AtomicLong(System.currentTimeMillis());

    /** @param dataset whose they are */
    public ImportMetrics(MeterRegistry meters, String dataset) {
        Tags tags = Tags.of("dataset", dataset);
        this.objects = counters(
                meters,
                tags,
                "footbridge.objects",
                "Objects by outcome; a deferred object (left) counts at every try",
                "outcome",
                Outcome.values(),
                Outcome::word);
        this.deadLetters =
                byReason(meters, tags, "footbridge.dead.letters", "Objects that cannot be imported, by reason");
        this.pauses =
                byReason(meters, tags, "footbridge.pauses", "Times that the intake stopped taking objects, by reason");
        this.rows = counter(meters, tags, "footbridge.rows", "Rows that Treasure Data accepted");
        this.rejects = counter(meters, tags, "footbridge.rejects", "Lines that became no row");
        this.batches = counter(meters, tags, "footbridge.batches", "Batches that Treasure Data accepted");
        this.batchBytes = counter(meters, tags, "footbridge.batch.bytes", "Compressed bytes of accepted batches");
        this.imports = timer(meters, tags, "footbridge.import", "From the opening of an object until it was moved");
        this.posts = timer(meters, tags, "footbridge.post", "From the first attempt at a batch to the last");
        TimeGauge.builder("footbridge.last.import.timestamp", lastImport, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("When an object was last imported, else when the process started")
                .tags(tags)
                .register(meters);
    }

    public void object(Outcome outcome) {
        objects.get(outcome).increment();
        if (outcome == Outcome.IMPORTED) {
            lastImport.set(System.currentTimeMillis());
        }
    }

    /** An object has left its place. */
    public void took(Duration time) {
        imports.record(time);
    }

    /** An object cannot be imported. */
    public void failed(Reason reason) {
        deadLetters.get(reason).increment();
    }

    /** No more objects are taken for now. */
    public void paused(Reason reason) {
        pauses.get(reason).increment();
    }

    /** @param bytes compressed */
    public void batch(long rowsOfBatch, long bytes) {
        batches.increment();
        rows.increment((double) rowsOfBatch);
        batchBytes.increment((double) bytes);
    }

    /** A batch was posted or given up, with all that was tried. */
    public void posted(Duration time) {
        posts.record(time);
    }

    public void rejected(long lines) {
        rejects.increment((double) lines);
    }

    public long objects(Outcome outcome) {
        return (long) objects.get(outcome).count();
    }

    /** How many objects came to an end, those included that are left. */
    public long through() {
        return Arrays.stream(Outcome.values()).mapToLong(this::objects).sum();
    }

    public long rowsImported() {
        return (long) rows.count();
    }

    public long rowsRejected() {
        return (long) rejects.count();
    }

    private static Map<Reason, Counter> byReason(MeterRegistry meters, Tags tags, String name, String description) {
        return counters(meters, tags, name, description, "reason", Reason.values(), Reason::word);
    }

    private static <T extends Enum<T>> Map<T, Counter> counters(
            MeterRegistry meters,
            Tags tags,
            String name,
            String description,
            String tag,
            T[] values,
            Function<T, String> word) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(
                        value -> value, value -> counter(meters, tags.and(tag, word.apply(value)), name, description)));
    }

    private static Counter counter(MeterRegistry meters, Tags tags, String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(meters);
    }

    private static Timer timer(MeterRegistry meters, Tags tags, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }
}
