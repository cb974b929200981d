package io.footbridge.benchmark.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * A long run in two halves, the time that it took to warm up left out. What leaks is larger in the second.
 *
 * @param name of what is compared
 * @param first the mean of the first half
 * @param second the mean of the second half
 * @param most what the second may be
 */
public record Halves(String name, double first, double second, double most) {

    private static final int WARM_UP = 4;
    private static final double MIB = 1 << 20;

    /** How far two halves of a run that does not leak may lie apart, in numbers of threads, descriptors and connections. */
    private static final int SPREAD = 6;

    private static final double HEAP_GROWTH = 1.05;
    private static final double HEAP_SPREAD_MIB = 1.5;

    /** Compares the samples of a run, which were taken at even distances; the first quarter is warm-up. */
    public static List<Halves> of(List<Vitals> samples) {
        List<Vitals> warm = samples.subList(samples.size() / WARM_UP, samples.size());
        List<Halves> halves = new ArrayList<>();
        halves.add(counted("threads", warm, Vitals::threads));
        halves.add(counted("descriptors", warm, Vitals::descriptors));
        halves.add(counted("connections", warm, Vitals::connections));
        double first = first(warm, Vitals::liveBytes) / MIB;
        halves.add(new Halves(
                "live heap (MiB)",
                first,
                second(warm, Vitals::liveBytes) / MIB,
                first * HEAP_GROWTH + HEAP_SPREAD_MIB));
        return halves;
    }

    public boolean isFlat() {
        return second <= most;
    }

    /** A table with a row for each. */
    public static String table(List<Halves> all) {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%-16s %10s %11s %8s%n", "", "first half", "second half", "at most"));
        for (Halves one : all) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-16s %10.1f %11.1f %8.1f%s%n",
                    one.name,
                    one.first,
                    one.second,
                    one.most,
                    one.isFlat() ? "" : "  grows"));
        }
        return table.toString();
    }

    private static Halves counted(String name, List<Vitals> samples, ToLongFunction<Vitals> what) {
        double first = first(samples, what);
        return new Halves(name, first, second(samples, what), first + SPREAD);
    }

    private static double first(List<Vitals> samples, ToLongFunction<Vitals> what) {
        return mean(samples.subList(0, samples.size() / 2), what);
    }

    private static double second(List<Vitals> samples, ToLongFunction<Vitals> what) {
        return mean(samples.subList(samples.size() / 2, samples.size()), what);
    }

    private static double mean(List<Vitals> samples, ToLongFunction<Vitals> what) {
        return samples.stream().mapToLong(what).average().orElse(Double.NaN);
    }
}
