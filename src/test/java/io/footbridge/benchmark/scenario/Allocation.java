package io.footbridge.benchmark.scenario;

import io.footbridge.benchmark.data.DataSet;
import io.footbridge.benchmark.measure.Cores;
import io.footbridge.benchmark.measure.GcLog;
import io.footbridge.benchmark.measure.Party;
import io.footbridge.benchmark.measure.Runner;
import io.footbridge.benchmark.measure.Runner.Setup;
import io.footbridge.benchmark.server.Load;
import io.footbridge.benchmark.server.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes allocated for a row. Two runs that differ in nothing but the number of rows: what they differ in by their GC logs
 * is what the further rows cost, and the start of the JVM falls out.
 */
final class Allocation {

    private Allocation() {}

    static void run(Bench bench) throws IOException, InterruptedException {
        DataSet less = bench.data().crowd(Sizes.BIG_ARCHIVES, bench.sizes().rows() / 4);
        DataSet more = bench.big();
        bench.report().heading("allocation: bytes a row, from GC logs");
        List<List<String>> rows = new ArrayList<>();
        bench.session(Cores.ONE, (servers, runner) -> {
            for (Party party : Party.RIVALS) {
                bench.report().progress("allocation of " + party.title());
                double bytes = allocated(bench, runner, party, more) - allocated(bench, runner, party, less);
                rows.add(List.of(party.title(), "%,.0f".formatted(bytes / (more.rows() - less.rows()))));
            }
        });
        bench.report().table(List.of("party", "bytes/row"), rows);
    }

    private static double allocated(Bench bench, Runner runner, Party party, DataSet set)
            throws IOException, InterruptedException {
        Path log = bench.machine().work().resolve("gc.log");
        Files.deleteIfExists(log);
        // Many small collections, so that little is missing behind the last one.
        Setup setup = Setup.IMPORT.withJvmOptions("-XX:+UseSerialGC", "-Xmn16m", "-Xlog:gc:file=" + log);
        runner.run(party, Plan.of(Load.NONE, Load.of(set.files())), Bench.work(set), setup);
        return GcLog.allocatedBytes(log);
    }
}
