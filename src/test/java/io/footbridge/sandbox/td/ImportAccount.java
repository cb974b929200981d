package io.footbridge.sandbox.td;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the accepted imports. */
final class ImportAccount {

    private final AtomicLong imports = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong differingRepeats = new AtomicLong();

    void add(Table.Kept kept) {
        imports.incrementAndGet();
        if (kept != Table.Kept.FIRST) {
            repeats.incrementAndGet();
        }
        if (kept == Table.Kept.DIFFERING_REPEAT) {
            differingRepeats.incrementAndGet();
        }
    }

    long imports() {
        return imports.get();
    }

    long repeats() {
        return repeats.get();
    }

    long differingRepeats() {
        return differingRepeats.get();
    }
}
