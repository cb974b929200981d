package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.application.CommandException;
import io.footbridge.application.Invocation;
import io.footbridge.command.CheckCommand;
import io.footbridge.command.ImportCommand;
import io.footbridge.command.ReplayCommand;
import io.footbridge.command.ReportCommand;
import io.footbridge.command.RunCommand;
import io.footbridge.command.Usage;
import io.footbridge.log.LogConfiguration;
import io.footbridge.runtime.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Carries camera analytics from S3 into Treasure Data: the command line over Camel Main. */
@Command(
        name = "footbridge",
        description = "Carries camera analytics from S3 into Treasure Data.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all is done",
            "1:wrong usage or settings, a target is down, or something was deferred",
            "2:nothing was deferred, but something is new under the failed prefix",
            "143:told to stop by SIGTERM; 130 by Ctrl-C"
        })
public final class Footbridge implements Callable<Integer> {

    private static final int FAILED = 1;

    static {
        LogConfiguration.choose(); // Before there is a logger.
    }

    private static final Logger LOG = LoggerFactory.getLogger(Footbridge.class);

    private final Invocation invocation;

    /**
     * @param environment the variables that override the settings, as {@link System#getenv()} gives them
     * @param directory where {@code application.properties} and {@code routes/} are looked for
     */
    public Footbridge(Map<String, String> environment, Path directory) {
        this(environment, directory, System.out, System.err);
    }

    /**
     * @param out where a command answers
     * @param err where it complains
     */
    public Footbridge(Map<String, String> environment, Path directory, PrintStream out, PrintStream err) {
        this.invocation = new Invocation(Map.copyOf(environment), directory, out, err);
    }

    public static void main(String[] args) {
        // Whatever the locale, as cron has none: names of cameras are not ASCII everywhere.
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        System.exit(new Footbridge(System.getenv(), Path.of(""), out, System.err).execute(args));
    }

    /**
     * Runs one command to its end.
     *
     * @return the exit status: 0 all done, 1 usage, configuration, target down or something left, 2 something failed
     */
    public int execute(String... args) {
        CommandLine commandLine = new CommandLine(this)
                .addSubcommand(new RunCommand(invocation))
                .addSubcommand(new ImportCommand(invocation))
                .addSubcommand(new ReplayCommand(invocation))
                .addSubcommand(new ReportCommand(invocation))
                .addSubcommand(new CheckCommand(invocation))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(thrown -> FAILED)
                .setParameterExceptionHandler((mistake, given) -> {
                    Usage.complain(mistake);
                    return FAILED;
                })
                .setExecutionExceptionHandler((thrown, of, result) -> complain(thrown))
                .setOut(writer(invocation.out()))
                .setErr(writer(invocation.err()));
        Usage.complete(commandLine);
        int status = commandLine.execute(args);
        if (invocation.out().checkError()) {
            invocation.err().println("footbridge: the answer cannot be written to standard output");
            return FAILED;
        }
        return status;
    }

    /** Without a command it stays up. */
    @Override
    public Integer call() throws Exception {
        return new RunCommand(invocation).call();
    }

    private int complain(Exception thrown) {
        LOG.debug("the command ended early", thrown);
        if (thrown instanceof CommandException) {
            thrown.getMessage().lines().forEach(line -> invocation.err().println("footbridge: " + line));
        } else {
            LOG.error("the command ended early", thrown);
        }
        return FAILED;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
