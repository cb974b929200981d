package io.footbridge.benchmark.scenario;

import java.util.List;

/**
 * How much each scenario does.
 *
 * @param rounds of every comparison
 * @param rows of each of the four archives of {@code big}
 * @param dailyArchives of {@code daily}, of about 200 rows each
 * @param many objects under the prefix
 * @param stuck objects that cannot leave, beside the many
 * @param idleSeconds to look at an idle process
 */
public record Sizes(int rounds, int rows, int dailyArchives, int many, int stuck, int idleSeconds) {

    static final int BIG_ARCHIVES = 4;
    static final int DAILY_ROWS = 200;

    /** Rows of the archives in {@code many}, which is about objects. */
    static final int MANY_ROWS = 20;

    public static Sizes full() {
        return new Sizes(3, 500_000, 1440, 100_000, 5_000, 60);
    }

    /** Enough to see every scenario work; the figures mean nothing. */
    public static Sizes smoke() {
        return new Sizes(1, 5_000, 60, 400, 50, 2);
    }

    /** All rows of {@code big}, which {@code single} has in one archive. */
    int singleRows() {
        return rows * BIG_ARCHIVES;
    }

    /** An archive ten times as long as one of {@code big}. */
    int longRows() {
        return rows * 10;
    }

    int shortRows() {
        return longRows() / 100;
    }

    /** Of each of those that are imported in parallel. */
    int parallelRows() {
        return rows * 2;
    }

    static final int PARALLEL_ARCHIVES = 16;

    static final List<Integer> PARALLEL_OBJECTS = List.of(4, 8, 16, 32);
}
