package io.footbridge.benchmark;

import io.footbridge.benchmark.data.DataSets;
import io.footbridge.benchmark.measure.Machine;
import io.footbridge.benchmark.measure.Report;
import io.footbridge.benchmark.scenario.Bench;
import io.footbridge.benchmark.scenario.Scenario;
import io.footbridge.benchmark.scenario.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Footbridge against a plain loop and against its own beans, on the same files and servers. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Measures Footbridge against a plain loop and against its own beans, on the same files and servers."
                        + " docs/performance.md says how to read the report.")
public final class Benchmark implements Callable<Integer> {

    private static final Path FOLDER = Path.of("target", "benchmark");

    @Option(
            names = "--scenario",
            split = ",",
            description = "What to measure, separated by commas: ${COMPLETION-CANDIDATES}. All of them, if not given.")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Option(names = "--smoke", description = "Sizes so small that all is done in some minutes, and means nothing.")
    private boolean smoke;

    @Option(names = "--rounds", description = "Rounds of every comparison. Default: 3.")
    private Integer rounds;

    @Option(
            names = "--rows",
            description = "Rows of each archive of big, from which the others follow. Default: 500000.")
    private Integer rows;

    @Option(names = "--daily", description = "Archives of daily, at most a day's 1440, which is the default.")
    private Integer daily;

    @Option(names = "--many", description = "Objects of many. Default: 100000.")
    private Integer many;

    @Option(names = "--stuck", description = "Objects of many that cannot leave. Default: 5000.")
    private Integer stuck;

    @Option(names = "--idle-seconds", description = "How long to look at an idle process. Default: 60.")
    private Integer idleSeconds;

    @Option(names = "--seed", defaultValue = "20190815", description = "What the data follows from.")
    private long seed;

    @Option(
            names = "--jvm",
            split = ",",
            defaultValue = "-Xmx512m,-XX:+UseSerialGC",
            description = "JVM options of every party alike.")
    private List<String> jvmOptions;

    @Option(
            names = "--jfr",
            description =
                    "Run Footbridge once more after each comparison of big and single, and leave a recording of the"
                            + " flight recorder in this folder for each.")
    private Optional<Path> jfr = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "JAR",
            description = "Compare with this jar of another state of Footbridge, in turn, instead of with (a) and (b):"
                    + " in big, single, process and daily.")
    private Optional<Path> against = Optional.empty();

    @Option(names = "--output", description = "Write the report to this file as well, as Markdown.")
    private Optional<Path> output = Optional.empty();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, commandLine, result) -> {
                    if (!(thrown instanceof IOException)) {
                        throw thrown;
                    }
                    commandLine.getErr().println("benchmark: " + thrown.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Report report = new Report(System.out);
        if (jfr.isPresent()) {
            Files.createDirectories(jfr.get());
        }
        Machine machine = new Machine(FOLDER.resolve("work"), jvmOptions, against);
        Bench bench = new Bench(machine, new DataSets(FOLDER, seed), sizes(), report, jfr);
        report.paragraph(machine.description() + ", parties with " + String.join(" ", jvmOptions) + ", seed " + seed);
        for (Scenario scenario : scenarios) {
            scenario.run(bench);
            if (output.isPresent()) {
                Files.writeString(output.get(), report.markdown().strip() + "\n");
            }
        }
        return 0;
    }

    private Sizes sizes() {
        Sizes sizes = smoke ? Sizes.smoke() : Sizes.full();
        return new Sizes(
                or(rounds, sizes.rounds()),
                or(rows, sizes.rows()),
                or(daily, sizes.dailyArchives()),
                or(many, sizes.many()),
                or(stuck, sizes.stuck()),
                or(idleSeconds, sizes.idleSeconds()));
    }

    private static int or(Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
