package io.footbridge.benchmark.scenario;

import io.footbridge.benchmark.data.DataSet;
import io.footbridge.benchmark.measure.Cores;
import io.footbridge.benchmark.measure.Goals;
import io.footbridge.benchmark.measure.LiveHeap;
import io.footbridge.benchmark.measure.Measurement;
import io.footbridge.benchmark.measure.Measurement.Work;
import io.footbridge.benchmark.measure.Party;
import io.footbridge.benchmark.measure.Runner.Setup;
import io.footbridge.benchmark.measure.Spread;
import io.footbridge.benchmark.server.Load;
import io.footbridge.benchmark.server.Plan;
import java.io.IOException;
import java.util.List;

/** Whether time and memory for an object stay the same, however many there are. */
final class ManyObjects {

    private static final int WARM_UP_SHARE = 10;
    private static final int MARKS_A_TENTH = 2;

    private ManyObjects() {}

    static void run(Bench bench) throws IOException, InterruptedException {
        DataSet set = bench.data().crowd(1, Sizes.MANY_ROWS);
        int many = bench.sizes().many();
        Plan plan = Plan.of(new Load(set.files(), many / WARM_UP_SHARE), new Load(set.files(), many));
        run(bench, plan, "many: %,d objects under the prefix".formatted(many));
        run(
                bench,
                plan.withStuck(bench.sizes().stuck()),
                "many: the same, and %,d more that cannot leave"
                        .formatted(bench.sizes().stuck()));
    }

    private static void run(Bench bench, Plan plan, String title) throws IOException, InterruptedException {
        bench.report().progress(title);
        int many = plan.measured().objects();
        bench.session(Cores.ONE, (servers, runner) -> {
            LiveHeap heap = new LiveHeap(servers, plan.warmUp().objects(), many);
            Measurement run = runner.run(
                    Party.FOOTBRIDGE,
                    plan,
                    new Work(many, (long) many * Sizes.MANY_ROWS, 0),
                    Setup.IMPORT.withJvmOptions("-Xmx96m"),
                    heap::accompany);
            List<Long> marks = run.tally().marks();
            double first = (marks.get(MARKS_A_TENTH - 1) - run.tally().begun()) / 1e6;
            double last = (marks.get(marks.size() - 1) - marks.get(marks.size() - 1 - MARKS_A_TENTH)) / 1e6;
            double perObject = 1e3 / (many / 10.0);
            bench.report().heading(title);
            bench.report()
                    .table(
                            List.of("", "first tenth", "last tenth"),
                            List.of(
                                    List.of(
                                            "ms per object",
                                            "%.3f".formatted(first * perObject),
                                            "%.3f".formatted(last * perObject)),
                                    List.of(
                                            "live heap after GC, MB",
                                            "%.2f".formatted(heap.firstTenth() / 1e6),
                                            "%.2f".formatted(heap.lastTenth() / 1e6)),
                                    List.of("requests per object, all", run.requestsPerObject(), "")));
            new Goals()
                    .atMost("time, last / first", new Spread(List.of(last / first)), 1.1)
                    .atMost("live heap, last / first", new Spread(List.of(heap.lastTenth() / heap.firstTenth())), 1.1)
                    .report(bench.report());
        });
    }
}
