package io.footbridge.benchmark.measure;

import java.util.ArrayList;
import java.util.List;

/** What a scenario is to show, beside what it showed. */
public final class Goals {

    private final List<List<String>> rows = new ArrayList<>();

    /** A figure that is to be so much or more; the median counts. */
    public Goals atLeast(String name, Spread figure, double wanted) {
        return add(name, figure, "at least " + Spread.twoDecimals(wanted), figure.median() >= wanted);
    }

    /** A figure that is to be so much or less; the median counts. */
    public Goals atMost(String name, Spread figure, double wanted) {
        return add(name, figure, "at most " + Spread.twoDecimals(wanted), figure.median() <= wanted);
    }

    /** A figure that is to be nothing but known. */
    public Goals shown(String name, Spread figure) {
        rows.add(row(name, figure, "", ""));
        return this;
    }

    public void report(Report report) {
        report.table(List.of("figure", "min", "median", "max", "each round", "goal", ""), rows);
    }

    private Goals add(String name, Spread figure, String goal, boolean met) {
        rows.add(row(name, figure, goal, met ? "met" : "MISSED"));
        return this;
    }

    private static List<String> row(String name, Spread figure, String goal, String verdict) {
        return List.of(
                name,
                Spread.twoDecimals(figure.min()),
                Spread.twoDecimals(figure.median()),
                Spread.twoDecimals(figure.max()),
                figure.each(),
                goal,
                verdict);
    }
}
