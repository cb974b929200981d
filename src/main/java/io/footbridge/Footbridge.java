package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.application.CommandException;
import io.footbridge.application.Invocation;
import io.footbridge.command.CheckCommand;
import io.footbridge.command.ImportCommand;
import io.footbridge.command.ReplayCommand;
import io.footbridge.command.ReportCommand;
import io.footbridge.command.RunCommand;
import io.footbridge.failure.Escaped;
import io.footbridge.log.LogFormat;
import io.footbridge.runtime.Version;
import io.footbridge.text.Suggestion;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Carries camera analytics from S3 into Treasure Data: the command line over Camel Main. */
@Command(
        name = "footbridge",
        description = "Carries camera analytics from S3 into Treasure Data.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all is done",
            "1:wrong usage or settings, a target is down, or something was deferred",
            "2:nothing was deferred, but something is new under the failed prefix",
            "143:told to stop by SIGTERM; 130 by Ctrl-C"
        },
        footer = {
            "",
            "Settings:",
            "  are environment variables: S3_BUCKET, TD_API_KEY and TD_DATABASE are",
            "  required. Footbridge takes what they leave out from what Camel K mounts, then",
            "  from application.properties, then from the defaults in the jar. It looks for",
            "  that file, and for the folders routes/, kamelets/ and sql/, in the working",
            "  directory, then beside the jar.",
            "",
            "Documentation, in the repository:",
            "  README.md           every setting and command, and how to edit a route",
            "  docs/operations.md  each reason of a failure and what to do about it"
        })
public final class Footbridge implements Callable<Integer> {

    private static final int FAILED = 1;

    static {
        LogFormat.choose(); // Before there is a logger.
    }

    private static final Logger LOG = LoggerFactory.getLogger(Footbridge.class);

    private final Invocation invocation;

    /**
     * @param environment the variables that override the settings, as {@link System#getenv()} gives them
     * @param directory where {@code application.properties} and {@code routes/} are looked for
     */
    public Footbridge(Map<String, String> environment, Path directory, PrintStream out, PrintStream err) {
        this.invocation = new Invocation(Map.copyOf(environment), directory, out, err);
    }

    public static void main(String[] args) {
        // Whatever the locale, as cron has none: names of cameras are not ASCII everywhere.
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        System.exit(new Footbridge(System.getenv(), Path.of(""), out, System.err).execute(args));
    }

    /** @return the exit status: 0 all done; 1 usage, settings, a target down, or something deferred; 2 some failed */
    public int execute(String... args) {
        CommandLine commandLine = new CommandLine(this)
                .addSubcommand(new RunCommand(invocation))
                .addSubcommand(new ImportCommand(invocation))
                .addSubcommand(new ReplayCommand(invocation))
                .addSubcommand(new ReportCommand(invocation))
                .addSubcommand(new CheckCommand(invocation))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(thrown -> FAILED)
                .setParameterExceptionHandler((mistake, given) -> refuse(mistake))
                .setExecutionExceptionHandler((thrown, of, result) -> complain(thrown))
                .setOut(writer(invocation.out()))
                .setErr(writer(invocation.err()));
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

    /** Says in two lines what is wrong with a command line, and where help is. */
    private static int refuse(ParameterException mistake) {
        CommandSpec command = mistake.getCommandLine().getCommandSpec();
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println("footbridge: " + describe(mistake, command));
        err.println("footbridge: see " + command.qualifiedName(" ") + " --help");
        return FAILED;
    }

    private static String describe(ParameterException mistake, CommandSpec command) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Escaped.of(String.valueOf(mistake.getMessage()));
        }
        String word = unmatched.getUnmatched().get(0);
        String shown = "'" + Escaped.of(word) + "'";
        if (word.startsWith("-")) {
            List<String> options = command.optionsMap().keySet().stream()
                    .filter(name -> name.startsWith("--"))
                    .toList();
            return command.name() + " has no option " + shown + Suggestion.of(word, options);
        }
        return command.subcommands().isEmpty()
                ? command.name() + " takes no argument " + shown
                : "there is no command " + shown
                        + Suggestion.of(word, command.subcommands().keySet());
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
