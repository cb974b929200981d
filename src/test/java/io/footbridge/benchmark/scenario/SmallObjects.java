package io.footbridge.benchmark.scenario;

import io.footbridge.benchmark.data.DataSet;
import io.footbridge.benchmark.measure.Contest;
import io.footbridge.benchmark.measure.Cores;
import io.footbridge.benchmark.measure.Goals;
import io.footbridge.benchmark.measure.Measurement;
import io.footbridge.benchmark.measure.Measurement.Work;
import io.footbridge.benchmark.measure.Party;
import io.footbridge.benchmark.measure.Runner.Setup;
import io.footbridge.benchmark.measure.Spread;
import io.footbridge.benchmark.server.Load;
import io.footbridge.benchmark.server.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small archives: how many objects a second. */
final class SmallObjects {

    private static final int S3_DELAY_MILLIS = 30;
    private static final int TD_DELAY_MILLIS = 100;

    /** Objects for each of those in flight, so that every setting is looked at for much the same time. */
    private static final int OBJECTS_PER_PLACE = 45;

    private SmallObjects() {}

    static void daily(Bench bench) throws IOException, InterruptedException {
        DataSet set = bench.daily();
        Plan plan = bench.dailyPlan(set);
        bench.report()
                .heading("daily: %,d archives of about %d rows, one core, gzip 1"
                        .formatted(set.files().size(), Sizes.DAILY_ROWS));
        bench.session(Cores.ONE, (servers, runner) -> {
            Contest contest = Contest.of(
                    bench.parties(Party.RIVALS),
                    bench.sizes().rounds(),
                    runner,
                    plan,
                    Bench.work(set),
                    Setup.IMPORT,
                    bench.report());
            contest.report(bench.report());
            Goals goals = new Goals();
            contest.showEarlier(goals);
            if (contest.has(Party.PLAIN_LOOP)) {
                goals.atLeast("(c)/(a) objects/s", contest.ratio(Party.PLAIN_LOOP, Measurement::objectsPerSecond), 0.7)
                        .shown("(c)/(b) objects/s", contest.ratio(Party.BEANS, Measurement::objectsPerSecond))
                        .shown(
                                "(c)/(a) rows by CPU time",
                                contest.ratio(Party.PLAIN_LOOP, Measurement::rowsPerCpuSecond))
                        .shown("(c)/(b) rows by CPU time", contest.ratio(Party.BEANS, Measurement::rowsPerCpuSecond));
            }
            goals.report(bench.report());
        });
    }

    static void delayed(Bench bench) throws IOException, InterruptedException {
        DataSet set = bench.daily();
        bench.report()
                .heading("delayed: small archives, %d ms on every S3 request and %d ms on every TD request"
                        .formatted(S3_DELAY_MILLIS, TD_DELAY_MILLIS));
        List<List<String>> rows = new ArrayList<>();
        Goals goals = new Goals();
        bench.session(Cores.TWO, (servers, runner) -> {
            Plan plan = bench.dailyPlan(set).withDelays(S3_DELAY_MILLIS, TD_DELAY_MILLIS);
            bench.report().progress("default settings");
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < bench.sizes().rounds(); round++) {
                Measurement run = runner.run(Party.FOOTBRIDGE, plan, Bench.work(set), Setup.IMPORT);
                rates.add(run.objectsPerSecond());
                rows.add(row("default", run));
            }
            goals.atLeast("objects/s, default settings", new Spread(rates), 60);
            for (int parallel : Sizes.PARALLEL_OBJECTS) {
                bench.report().progress("import.parallel-objects=" + parallel);
                int objects = Math.min(set.files().size(), parallel * OBJECTS_PER_PLACE);
                Load measured = new Load(set.files(), objects);
                Load warmUp = new Load(set.files(), Math.min(objects, parallel * 2));
                Measurement run = runner.run(
                        Party.FOOTBRIDGE,
                        Plan.of(warmUp, measured).withDelays(S3_DELAY_MILLIS, TD_DELAY_MILLIS),
                        new Work(objects, set.rows() * objects / set.files().size(), 0),
                        Setup.IMPORT.with(Map.of("IMPORT_PARALLEL_OBJECTS", Integer.toString(parallel))));
                rows.add(row(Integer.toString(parallel), run));
                goals.shown(
                        "objects/s for each of %d in parallel".formatted(parallel),
                        new Spread(List.of(run.objectsPerSecond() / parallel)));
            }
        });
        bench.report()
                .table(List.of("import.parallel-objects", "objects", "s", "objects/s", "requests per object"), rows);
        goals.report(bench.report());
    }

    private static List<String> row(String parallel, Measurement run) {
        return List.of(
                parallel,
                Integer.toString(run.work().objects()),
                "%.1f".formatted(run.seconds()),
                "%.1f".formatted(run.objectsPerSecond()),
                run.requestsPerObject());
    }
}
