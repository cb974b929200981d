package io.footbridge.benchmark.scenario;

import io.footbridge.benchmark.data.DataSet;
import io.footbridge.benchmark.data.DataSets;
import io.footbridge.benchmark.measure.Cores;
import io.footbridge.benchmark.measure.Machine;
import io.footbridge.benchmark.measure.Measurement.Work;
import io.footbridge.benchmark.measure.Party;
import io.footbridge.benchmark.measure.RemoteServers;
import io.footbridge.benchmark.measure.Report;
import io.footbridge.benchmark.measure.Runner;
import io.footbridge.benchmark.server.Load;
import io.footbridge.benchmark.server.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario works with.
 *
 * @param jfr the folder in which further runs of Footbridge leave recordings of the flight recorder, if anywhere
 */
public record Bench(Machine machine, DataSets data, Sizes sizes, Report report, Optional<Path> jfr) {

    /** What a scenario does with the servers up. */
    @FunctionalInterface
    interface Session {
        void with(RemoteServers servers, Runner runner) throws IOException, InterruptedException;
    }

    void session(Cores cores, Session session) throws IOException, InterruptedException {
        try (RemoteServers servers = RemoteServers.start(machine, cores)) {
            session.with(servers, new Runner(machine, servers, cores));
        }
    }

    /** Who takes part in a comparison. */
    List<Party> parties(List<Party> usual) {
        return machine.comparesStates() ? Party.STATES : usual;
    }

    DataSet big() throws IOException {
        report.progress("making the archives of big, unless they are there");
        return data.crowd(Sizes.BIG_ARCHIVES, sizes.rows());
    }

    /** As big, with a warm-up of the same size before. */
    Plan bigPlan(DataSet big) {
        return Plan.of(Load.of(big.files()), Load.of(big.files()));
    }

    DataSet daily() throws IOException {
        report.progress("making the archives of daily, unless they are there");
        return data.daily(sizes.dailyArchives(), Sizes.DAILY_ROWS);
    }

    /** As daily, with a warm-up of a third of it before. */
    Plan dailyPlan(DataSet daily) {
        return Plan.of(new Load(daily.files(), Math.max(1, daily.files().size() / 3)), Load.of(daily.files()));
    }

    static Work work(DataSet set) {
        return new Work(set.files().size(), set.rows(), set.tsvBytes());
    }

    /** The setup of a comparison, with a recording of its own if recordings are wanted. */
    Runner.Setup profiled(Runner.Setup setup, String comparison) {
        return jfr.map(folder ->
                        setup.withJvmOptions("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                                + folder.resolve(comparison + ".jfr").toAbsolutePath()))
                .orElse(setup);
    }
}
