package io.footbridge.benchmark.scenario;

import io.footbridge.benchmark.data.DataSet;
import io.footbridge.benchmark.measure.Contest;
import io.footbridge.benchmark.measure.Cores;
import io.footbridge.benchmark.measure.Goals;
import io.footbridge.benchmark.measure.Measurement;
import io.footbridge.benchmark.measure.Party;
import io.footbridge.benchmark.measure.ProcessFigures;
import io.footbridge.benchmark.measure.RemoteServers;
import io.footbridge.benchmark.measure.Runner;
import io.footbridge.benchmark.measure.Runner.Setup;
import io.footbridge.benchmark.measure.Spread;
import io.footbridge.benchmark.server.Load;
import io.footbridge.benchmark.server.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How soon there is a first post, and what a process uses that has nothing to do. */
final class StartAndIdle {

    private static final int ROUNDS_MORE = 2;

    /** A start is short, and differs from time to time by a fifth. */
    private static final int STARTS_PER_ROUND = 5;

    private static final int SECONDS_TO_SETTLE = 10;

    /** Those of the image, with as much heap as its share of a small pod is. */
    private static final List<String> IMAGE_OPTIONS =
            List.of("-Xmx96m", "-XX:+UseSerialGC", "-Xms16m", "-XX:TrimNativeHeapInterval=10000");

    private StartAndIdle() {}

    static void run(Bench bench) throws IOException, InterruptedException {
        DataSet set = bench.data().crowd(1, Sizes.MANY_ROWS);
        if (bench.machine().comparesStates()) {
            compareStates(bench, set);
            return;
        }
        bench.report().heading("start and idle");
        bench.session(Cores.TWO, (servers, runner) -> {
            start(bench, runner, set);
            idle(bench, servers, runner);
        });
    }

    private static void compareStates(Bench bench, DataSet set) throws IOException, InterruptedException {
        bench.report().heading("start: one object, from the start of the JVM to its end, one core");
        bench.session(Cores.ONE, (servers, runner) -> {
            Contest contest = Contest.of(
                    Party.STATES,
                    bench.sizes().rounds() * STARTS_PER_ROUND,
                    runner,
                    Plan.of(Load.NONE, Load.of(set.files())),
                    Bench.work(set),
                    Setup.IMPORT,
                    bench.report());
            new Goals()
                    .shown(
                            "(c)/(d) CPU time, whole process",
                            contest.ratio(Party.EARLIER, Measurement::wholeCpuMicrosPerRow))
                    .report(bench.report());
        });
    }

    private static void start(Bench bench, Runner runner, DataSet set) throws IOException, InterruptedException {
        Plan plan = Plan.of(Load.NONE, Load.of(set.files()));
        String archive = bench.machine().work().resolve("footbridge.jsa").toString();
        runner.run(
                Party.FOOTBRIDGE,
                plan,
                Bench.work(set),
                Setup.IMPORT.withJvmOptions("-XX:ArchiveClassesAtExit=" + archive));
        Setup archived = Setup.IMPORT.withJvmOptions("-XX:SharedArchiveFile=" + archive);
        List<Double> bare = new ArrayList<>();
        List<Double> footbridge = new ArrayList<>();
        List<Double> withArchive = new ArrayList<>();
        for (int round = 0; round < bench.sizes().rounds() + ROUNDS_MORE; round++) {
            bench.report().progress("start, round %d".formatted(round + 1));
            bare.add(secondsToFirstPost(runner, Party.BARE_CAMEL, plan, set, Setup.IMPORT));
            footbridge.add(secondsToFirstPost(runner, Party.FOOTBRIDGE, plan, set, Setup.IMPORT));
            withArchive.add(secondsToFirstPost(runner, Party.FOOTBRIDGE, plan, set, archived));
        }
        new Goals()
                .shown("s to the first post, bare Camel", new Spread(bare))
                .shown("s to the first post, Footbridge", new Spread(footbridge))
                .shown("s to the first post, Footbridge with a class archive", new Spread(withArchive))
                .atMost("Footbridge / bare Camel", Contest.ratio(new Spread(footbridge), new Spread(bare)), 1.3)
                .atMost(
                        "Footbridge with a class archive / bare Camel",
                        Contest.ratio(new Spread(withArchive), new Spread(bare)),
                        1.3)
                .report(bench.report());
    }

    private static double secondsToFirstPost(Runner runner, Party party, Plan plan, DataSet set, Setup setup)
            throws IOException, InterruptedException {
        return runner.run(party, plan, Bench.work(set), setup).secondsToFirstPost();
    }

    private static void idle(Bench bench, RemoteServers servers, Runner runner)
            throws IOException, InterruptedException {
        int seconds = bench.sizes().idleSeconds();
        bench.report().progress("idle for %d s".formatted(seconds));
        Map<String, String> environment = servers.prepare(Plan.of(Load.NONE, Load.NONE));
        Setup setup = new Setup(Map.of(), IMAGE_OPTIONS, List.of("run"));
        Process process = runner.start(Party.FOOTBRIDGE, setup, environment);
        try {
            awaitPoll(servers, process);
            TimeUnit.SECONDS.sleep(Math.min(SECONDS_TO_SETTLE, seconds));
            ProcessFigures before = ProcessFigures.of(process.pid());
            TimeUnit.SECONDS.sleep(seconds);
            ProcessFigures after = ProcessFigures.of(process.pid());
            double percent = (after.cpuMillis() - before.cpuMillis()) / (seconds * 10.0);
            new Goals()
                    .atMost("idle, % of a core", new Spread(List.of(percent)), 0.5)
                    .atMost("idle, MB resident at -Xmx96m", new Spread(List.of(after.residentBytes() / 1e6)), 200)
                    .report(bench.report());
        } finally {
            process.destroy();
            if (!process.waitFor(SECONDS_TO_SETTLE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** The poll at the start is the last thing it does before it has nothing to do. */
    private static void awaitPoll(RemoteServers servers, Process process) throws IOException, InterruptedException {
        while (!servers.tally().requests().containsKey("LIST")) {
            if (!process.isAlive()) {
                throw new IOException("Footbridge ended with status " + process.exitValue() + " instead of staying up");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
