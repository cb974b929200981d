package io.footbridge.benchmark.measure;

import io.footbridge.benchmark.measure.Measurement.Work;
import io.footbridge.benchmark.server.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Several parties that do the same work in turn, round after round. */
public final class Contest {

    private final Map<Party, List<Measurement>> measured = new EnumMap<>(Party.class);

    /**
     * Lets every party run once a round, each round beginning with another one, so that what changes with time on the
     * machine falls on all alike.
     *
     * @throws IOException if one fails, or did other work than the others
     */
    public static Contest of(
            List<Party> parties, int rounds, Runner runner, Plan plan, Work work, Runner.Setup setup, Report report)
            throws IOException, InterruptedException {
        Contest contest = new Contest();
        for (int round = 1; round <= rounds; round++) {
            List<Party> order = new ArrayList<>(parties);
            Collections.rotate(order, 1 - round);
            for (Party party : order) {
                Measurement run = runner.run(party, plan, work, setup);
                contest.measured.computeIfAbsent(party, p -> new ArrayList<>()).add(run);
                report.progress("round %d of %d, %s: %.1f s, of which measured %.1f s, %.2f µs CPU a row"
                        .formatted(
                                round,
                                rounds,
                                party.title(),
                                run.wholeSeconds(),
                                run.seconds(),
                                run.cpuMicrosPerRow()));
            }
        }
        contest.checkSameWork();
        return contest;
    }

    public List<Measurement> of(Party party) {
        return measured.get(party);
    }

    /** A figure of one party, round by round. */
    public Spread spread(Party party, ToDoubleFunction<Measurement> figure) {
        return new Spread(of(party).stream().mapToDouble(figure).boxed().toList());
    }

    /** What Footbridge has of the other party's, round by round. */
    public Spread ratio(Party other, ToDoubleFunction<Measurement> figure) {
        return ratio(spread(Party.FOOTBRIDGE, figure), spread(other, figure));
    }

    /** Whether a party took part. */
    public boolean has(Party party) {
        return measured.containsKey(party);
    }

    /** Shows how Footbridge compares with its earlier state, if that took part. */
    public void showEarlier(Goals goals) {
        if (has(Party.EARLIER)) {
            goals.shown("(c)/(d) CPU time per row", ratio(Party.EARLIER, Measurement::cpuMicrosPerRow))
                    .shown("(c)/(d) CPU time, whole process", ratio(Party.EARLIER, Measurement::wholeCpuMicrosPerRow))
                    .shown("(c)/(d) rows/s", ratio(Party.EARLIER, Measurement::rowsPerSecond));
        }
    }

    /** One figure over another, round by round. */
    public static Spread ratio(Spread figure, Spread other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < figure.rounds().size(); round++) {
            ratios.add(figure.rounds().get(round) / other.rounds().get(round));
        }
        return new Spread(ratios);
    }

    /** The medians of every party. */
    public void report(Report report) {
        List<List<String>> rows = new ArrayList<>();
        measured.forEach((party, runs) -> rows.add(List.of(
                party.title(),
                "%,.0f".formatted(spread(party, Measurement::rowsPerSecond).median()),
                "%.1f".formatted(spread(party, Measurement::megabytesPerSecond).median()),
                "%,.1f".formatted(spread(party, Measurement::objectsPerSecond).median()),
                Spread.twoDecimals(spread(party, Measurement::cpuMicrosPerRow).median()),
                "%.0f".formatted(spread(party, Measurement::peakMegabytes).median()),
                "%.1f".formatted(runs.get(0).tally().importBytes() / 1e6),
                runs.get(0).requestsPerObject())));
        report.table(
                List.of(
                        "party",
                        "rows/s",
                        "MB/s",
                        "objects/s",
                        "CPU µs/row",
                        "peak MB",
                        "sent MB",
                        "requests per object"),
                rows);
    }

    /** The same rows have the same size before they are compressed, in whatever order their columns come. */
    private void checkSameWork() throws IOException {
        long distinct = measured.values().stream()
                .flatMap(List::stream)
                .mapToLong(run -> run.tally().unpackedBytes())
                .distinct()
                .count();
        if (distinct != 1) {
            StringBuilder each = new StringBuilder("the parties did not import the same rows:");
            measured.forEach((party, runs) -> runs.forEach(run -> each.append("\n  ")
                    .append(party.title())
                    .append(": unpacked bytes ")
                    .append(run.tally().unpackedBytes())));
            throw new IOException(each.toString());
        }
    }
}
