package io.footbridge.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Where the rows of a batch come from. Rows mostly follow one another as their lines do, so only the first of each such run
 * is kept.
 */
final class Places {

    /** What so many runs take, more or less. */
    private static final int RUNS_PER_CHARGE = 1024;

    private static final int CHARGE_BYTES = 64 * 1024;

    private final List<Run> runs = new ArrayList<>();
    private final IntConsumer memory;
    private String lastEntry;
    private long nextNumber;
    private long nextLine;
    private int rows;

    /** @param memory told of what a number of runs takes, in bytes, before they are kept */
    Places(IntConsumer memory) {
        this.memory = memory;
    }

    /**
     * Rows whose lines follow one another.
     *
     * @param row the first one, from 0
     */
    private record Run(int row, Place place) {

        Place at(int other) {
            return new Place(place.entry(), place.number() + other - row, place.line() + other - row);
        }
    }

    /** Adds the place of the next row. */
    void add(String entry, long number, long line) {
        if (number != nextNumber || line != nextLine || !entry.equals(lastEntry)) {
            begin(new Run(rows, new Place(entry, number, line)));
        }
        nextNumber = number + 1;
        nextLine = line + 1;
        rows++;
    }

    private void begin(Run run) {
        if (runs.size() % RUNS_PER_CHARGE == RUNS_PER_CHARGE - 1) {
            memory.accept(CHARGE_BYTES);
        }
        String entry = run.place.entry();
        if (lastEntry != null && !entry.equals(lastEntry)) {
            memory.accept(Character.BYTES * entry.length()); // Members may be many, and their names long.
        }
        runs.add(run);
        lastEntry = entry;
    }

    /** @param row from 0 */
    Place of(int row) {
        Run found = runs.get(0);
        for (Run run : runs) {
            if (run.row > row) {
                break;
            }
            found = run;
        }
        return found.at(row);
    }

    /** The places of the rows {@code from} to {@code to}, which is exclusive. */
    Places part(int from, int to) {
        Places part = new Places(memory);
        for (int i = 0; i < runs.size(); i++) {
            int begin = Math.max(from, runs.get(i).row);
            int end = Math.min(to, i + 1 < runs.size() ? runs.get(i + 1).row : rows);
            if (begin < end) {
                part.runs.add(new Run(part.rows, runs.get(i).at(begin)));
                part.rows += end - begin;
            }
        }
        return part;
    }
}
