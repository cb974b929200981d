package io.footbridge.benchmark.measure;

import io.footbridge.benchmark.measure.Measurement.Work;
import io.footbridge.benchmark.server.Plan;
import io.footbridge.benchmark.server.Tally;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one party once, and makes sure that it did its work. */
public final class Runner {

    private static final int SHOWN_LINES = 20;
    private static final int LIMIT_MINUTES = 60;

    private final Machine machine;
    private final RemoteServers servers;
    private final Cores cores;

    public Runner(Machine machine, RemoteServers servers, Cores cores) {
        this.machine = machine;
        this.servers = servers;
        this.cores = cores;
    }

    /** Looks at a party's process while it runs. */
    @FunctionalInterface
    public interface Companion {
        Companion NONE = process -> {};

        void accompany(Process process) throws IOException, InterruptedException;
    }

    /**
     * How a party is run.
     *
     * @param settings variables besides those that lead to the servers
     * @param jvmOptions besides those that every party has
     * @param arguments of Footbridge
     */
    public record Setup(Map<String, String> settings, List<String> jvmOptions, List<String> arguments) {

        public static final Setup IMPORT = new Setup(Map.of(), List.of(), List.of("import"));

        public Setup with(Map<String, String> newSettings) {
            return new Setup(newSettings, jvmOptions, arguments);
        }

        public Setup withJvmOptions(String... options) {
            return new Setup(settings, List.of(options), arguments);
        }
    }

    public Measurement run(Party party, Plan plan, Work work, Setup setup) throws IOException, InterruptedException {
        return run(party, plan, work, setup, Companion.NONE);
    }

    /** @throws IOException if the party ends with trouble, or with work undone */
    public Measurement run(Party party, Plan plan, Work work, Setup setup, Companion companion)
            throws IOException, InterruptedException {
        Map<String, String> environment = servers.prepare(plan);
        environment.putAll(setup.settings());
        long cpuBefore = ProcessFigures.endedChildrenCpuMillis();
        long started = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Process process = start(party, setup, environment);
        try {
            servers.watch(process.pid());
            companion.accompany(process);
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(party.title() + " is not done after " + LIMIT_MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        long ended = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Tally tally = servers.tally();
        check(party, plan, process.exitValue(), tally);
        double cpu = (ProcessFigures.endedChildrenCpuMillis() - cpuBefore) / 1e3;
        return new Measurement(party, work, tally, (ended - started) / 1e6, cpu, started);
    }

    /** Starts a party that the caller will end. */
    public Process start(Party party, Setup setup, Map<String, String> environment) throws IOException {
        List<String> line = new ArrayList<>(machine.partyLine(cores, party, setup.jvmOptions(), setup.arguments()));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(machine.work().toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.redirectOutput(file("party.out"))
                .redirectError(file("party.err"))
                .start();
    }

    private void check(Party party, Plan plan, int status, Tally tally) throws IOException {
        if (party == Party.BARE_CAMEL) {
            return; // It moves nothing.
        }
        int expected = plan.warmUp().objects() + plan.measured().objects();
        int expectedStatus = plan.stuck() == 0 ? 0 : 1;
        if (status != expectedStatus || tally.deleted() != expected) {
            throw new IOException(party.title() + " ended with status " + status + " after " + tally.deleted() + " of "
                    + expected + " objects:\n" + tail("party.err") + tail("party.out"));
        }
    }

    private String tail(String name) throws IOException {
        Path path = file(name).toPath();
        List<String> lines = Files.readAllLines(path);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())) + "\n";
    }

    private File file(String name) {
        return machine.work().resolve(name).toFile();
    }
}
