package io.footbridge.benchmark.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One figure of several rounds. */
public record Spread(List<Double> rounds) {

    public Spread {
        rounds = List.copyOf(rounds);
    }

    public double min() {
        return sorted()[0];
    }

    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double max() {
        double[] sorted = sorted();
        return sorted[sorted.length - 1];
    }

    /** Every round, with two decimals. */
    public String each() {
        return rounds.stream().map(Spread::twoDecimals).collect(Collectors.joining(" "));
    }

    public static String twoDecimals(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }

    private double[] sorted() {
        double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
