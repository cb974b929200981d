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

/** Whether memory stays the same, however long an archive is. */
final class Memory {

    private static final String[] SMALL_HEAP = {"-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch"};

    private Memory() {}

    static void run(Bench bench) throws IOException, InterruptedException {
        Sizes sizes = bench.sizes();
        bench.report().progress("making the archives of memory, unless they are there");
        DataSet shortOne = bench.data().crowd(1, sizes.shortRows());
        DataSet longOne = bench.data().crowd(1, sizes.longRows());
        DataSet parallel = bench.data().crowd(1, sizes.parallelRows());
        Setup setup = Setup.IMPORT.withJvmOptions(SMALL_HEAP);
        bench.report().heading("memory: Footbridge in " + String.join(" ", SMALL_HEAP));
        List<List<String>> rows = new ArrayList<>();
        List<Double> ofShort = new ArrayList<>();
        List<Double> ofLong = new ArrayList<>();
        bench.session(Cores.TWO, (servers, runner) -> {
            for (int round = 0; round < sizes.rounds(); round++) {
                for (DataSet set : List.of(shortOne, longOne)) {
                    bench.report().progress("one archive of %,d rows".formatted(set.rows()));
                    Plan plan = Plan.of(Load.NONE, Load.of(set.files()));
                    Measurement run = runner.run(Party.FOOTBRIDGE, plan, Bench.work(set), setup);
                    rows.add(row(run));
                    (set.equals(longOne) ? ofLong : ofShort).add(run.peakMegabytes());
                }
            }
            bench.report().progress("%d archives of %,d rows".formatted(Sizes.PARALLEL_ARCHIVES, sizes.parallelRows()));
            Plan plan = Plan.of(Load.NONE, new Load(parallel.files(), Sizes.PARALLEL_ARCHIVES));
            Work work = new Work(
                    Sizes.PARALLEL_ARCHIVES,
                    parallel.rows() * Sizes.PARALLEL_ARCHIVES,
                    parallel.tsvBytes() * Sizes.PARALLEL_ARCHIVES);
            rows.add(row(runner.run(Party.FOOTBRIDGE, plan, work, setup)));
        });
        bench.report().table(List.of("archives", "rows", "s", "rows/s", "peak MB"), rows);
        new Goals()
                .atMost("peak MB, long / short", Contest.ratio(new Spread(ofLong), new Spread(ofShort)), 1.1)
                .report(bench.report());
    }

    private static List<String> row(Measurement run) {
        return List.of(
                Integer.toString(run.work().objects()),
                "%,d".formatted(run.work().rows()),
                "%.1f".formatted(run.seconds()),
                "%,.0f".formatted(run.rowsPerSecond()),
                "%.1f".formatted(run.peakMegabytes()));
    }
}
