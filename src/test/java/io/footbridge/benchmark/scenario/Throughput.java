package io.footbridge.benchmark.scenario;

import io.footbridge.benchmark.data.DataSet;
import io.footbridge.benchmark.measure.Contest;
import io.footbridge.benchmark.measure.Cores;
import io.footbridge.benchmark.measure.Goals;
import io.footbridge.benchmark.measure.Measurement;
import io.footbridge.benchmark.measure.Party;
import io.footbridge.benchmark.measure.Runner.Setup;
import io.footbridge.benchmark.measure.Spread;
import io.footbridge.benchmark.server.Load;
import io.footbridge.benchmark.server.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Large archives: how many rows a second. */
final class Throughput {

    private Throughput() {}

    static void big(Bench bench) throws IOException, InterruptedException {
        DataSet set = bench.big();
        Plan plan = bench.bigPlan(set);
        bench.report()
                .heading("big: %d archives of %,d rows, %.0f MB of TSV"
                        .formatted(set.files().size(), bench.sizes().rows(), set.tsvBytes() / 1e6));
        List<Contest> contests = new ArrayList<>();
        for (Cores cores : Cores.values()) {
            contests.add(contest(bench, cores, 1, plan, set, bench.parties(Party.RIVALS)));
        }
        bench.report().paragraph("What a second core brings, gzip 1");
        secondCore(bench, contests, 1.7);
        contest(bench, Cores.ONE, 6, plan, set, bench.parties(Party.RIVALS));
    }

    static void single(Bench bench) throws IOException, InterruptedException {
        DataSet set = bench.data().crowd(1, bench.sizes().singleRows());
        Plan plan = Plan.of(Load.of(set.files()), Load.of(set.files())); // Warmed up by as much.
        bench.report().heading("single: one archive of %,d rows".formatted(set.rows()));
        List<Contest> contests = new ArrayList<>();
        for (Cores cores : Cores.values()) {
            contests.add(
                    contest(bench, cores, 1, plan, set, bench.parties(List.of(Party.PLAIN_LOOP, Party.FOOTBRIDGE))));
        }
        secondCore(bench, contests, 1.5);
    }

    static void process(Bench bench) throws IOException, InterruptedException {
        DataSet set = bench.big();
        bench.report().heading("process: big on two cores, from the start of the JVM to its end, gzip 1");
        bench.session(Cores.TWO, (servers, runner) -> {
            Plan plan = Plan.of(Load.NONE, Load.of(set.files()));
            Contest contest = Contest.of(
                    bench.parties(Party.RIVALS),
                    bench.sizes().rounds(),
                    runner,
                    plan,
                    Bench.work(set),
                    Setup.IMPORT,
                    bench.report());
            List<List<String>> rows = new ArrayList<>();
            for (Party party : bench.parties(Party.RIVALS)) {
                rows.add(List.of(
                        party.title(),
                        "%.2f"
                                .formatted(contest.spread(party, Measurement::wholeSeconds)
                                        .median()),
                        "%,.0f"
                                .formatted(contest.spread(party, Measurement::wholeRowsPerSecond)
                                        .median()),
                        "%.2f"
                                .formatted(contest.spread(party, Measurement::wholeCpuMicrosPerRow)
                                        .median()),
                        "%.0f"
                                .formatted(contest.spread(party, Measurement::peakMegabytes)
                                        .median())));
            }
            bench.report().table(List.of("party", "s", "rows/s", "CPU µs/row", "peak MB"), rows);
            Goals goals = new Goals();
            contest.showEarlier(goals);
            if (contest.has(Party.PLAIN_LOOP)) {
                goals.atLeast("(c)/(a) rows/s", contest.ratio(Party.PLAIN_LOOP, Measurement::wholeRowsPerSecond), 0.7)
                        .shown("(c)/(b) rows/s", contest.ratio(Party.BEANS, Measurement::wholeRowsPerSecond));
            }
            goals.report(bench.report());
        });
    }

    private static Contest contest(Bench bench, Cores cores, int gzipLevel, Plan plan, DataSet set, List<Party> parties)
            throws IOException, InterruptedException {
        List<Contest> made = new ArrayList<>();
        bench.session(cores, (servers, runner) -> {
            Setup setup = Setup.IMPORT.with(Map.of("BATCH_GZIP_LEVEL", Integer.toString(gzipLevel)));
            bench.report().progress("%s, gzip %d".formatted(cores.title(), gzipLevel));
            made.add(Contest.of(parties, bench.sizes().rounds(), runner, plan, Bench.work(set), setup, bench.report()));
            bench.report().paragraph("On %s, gzip %d; medians".formatted(cores.title(), gzipLevel));
            made.get(0).report(bench.report());
            goals(made.get(0), cores == Cores.ONE && gzipLevel == 1 && parties.contains(Party.BEANS))
                    .report(bench.report());
            if (bench.jfr().isPresent()) {
                bench.report().progress("(c) once more with the flight recorder, not in any table");
                String comparison = "%d-archives-%s-gzip-%d"
                        .formatted(set.files().size(), cores.title().replace(' ', '-'), gzipLevel);
                runner.run(Party.FOOTBRIDGE, plan, Bench.work(set), bench.profiled(setup, comparison));
            }
        });
        return made.get(0);
    }

    private static Goals goals(Contest contest, boolean aimed) {
        Goals goals = new Goals();
        contest.showEarlier(goals);
        if (aimed) {
            goals.atLeast("(c)/(a) rows/s", contest.ratio(Party.PLAIN_LOOP, Measurement::rowsPerSecond), 0.85);
        } else if (contest.has(Party.PLAIN_LOOP)) {
            goals.shown("(c)/(a) rows/s", contest.ratio(Party.PLAIN_LOOP, Measurement::rowsPerSecond));
        }
        if (contest.has(Party.PLAIN_LOOP)) {
            goals.shown("(c)/(a) rows by CPU time", contest.ratio(Party.PLAIN_LOOP, Measurement::rowsPerCpuSecond));
        }
        if (contest.has(Party.BEANS)) {
            goals.shown("(c)/(b) rows by CPU time", contest.ratio(Party.BEANS, Measurement::rowsPerCpuSecond));
            goals.shown("(c)/(b) rows/s", contest.ratio(Party.BEANS, Measurement::rowsPerSecond));
        }
        return goals;
    }

    private static void secondCore(Bench bench, List<Contest> contests, double wanted) {
        Goals goals = new Goals().atLeast("(c) two cores / one", secondCore(contests, Party.FOOTBRIDGE), wanted);
        for (Party other : List.of(Party.BEANS, Party.PLAIN_LOOP, Party.EARLIER)) {
            if (contests.get(0).has(other)) {
                goals.shown(other.letter() + " two cores / one", secondCore(contests, other));
            }
        }
        goals.report(bench.report());
    }

    private static Spread secondCore(List<Contest> contests, Party party) {
        return Contest.ratio(
                contests.get(1).spread(party, Measurement::rowsPerSecond),
                contests.get(0).spread(party, Measurement::rowsPerSecond));
    }
}
