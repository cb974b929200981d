package io.footbridge.ops;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of objects and rows since the process started, in meters named {@code footbridge_…}. */
public final class Accounts {

    private final Map<Outcome, Counter> objects = new EnumMap<>(Outcome.class);
    private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);
    private final Counter rowsImported;
    private final Counter rowsRejected;
    private final Counter batches;
    private final Counter batchBytes;

    public Accounts(MeterRegistry meters) {
        requireNonNull(meters, "meters is null");
        for (Outcome outcome : Outcome.values()) {
            objects.put(
                    outcome,
                    Counter.builder("footbridge.objects")
                            .description("Objects by what became of them; one that is left counts at every try")
                            .tag("outcome", outcome.word())
                            .register(meters));
        }
        for (Reason reason : Reason.values()) {
            deadLetters.put(
                    reason,
                    Counter.builder("footbridge.dead.letters")
                            .description("Objects that cannot be imported, by reason")
                            .tag("reason", reason.word())
                            .register(meters));
        }
        this.rowsImported = counter(meters, "footbridge.rows.imported", "Rows that Treasure Data accepted");
        this.rowsRejected = counter(meters, "footbridge.rows.rejected", "Lines that became no row");
        this.batches = counter(meters, "footbridge.batches", "Batches that Treasure Data accepted");
        this.batchBytes = counter(meters, "footbridge.batch.bytes", "Compressed bytes of accepted batches");
    }

    public void object(Outcome outcome) {
        objects.get(outcome).increment();
    }

    /** An object cannot be imported. */
    public void failed(Reason reason) {
        deadLetters.get(reason).increment();
    }

    /** @param bytes compressed */
    public void batch(long rows, long bytes) {
        batches.increment();
        rowsImported.increment((double) rows);
        batchBytes.increment((double) bytes);
    }

    public void rejected(long rows) {
        rowsRejected.increment((double) rows);
    }

    public long objects(Outcome outcome) {
        return (long) objects.get(outcome).count();
    }

    public long rowsImported() {
        return (long) rowsImported.count();
    }

    public long rowsRejected() {
        return (long) rowsRejected.count();
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
