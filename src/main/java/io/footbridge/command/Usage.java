package io.footbridge.command;

import io.footbridge.failure.Escaped;
import io.footbridge.text.Suggestion;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the command line tells somebody who asks for help, or types something that there is not. */
public final class Usage {

    /** Ends the help of every command. */
    private static final String[] FOOTER = {
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
    };

    private Usage() {}

    /** Gives every command the same end of its help. */
    public static void complete(CommandLine commandLine) {
        commandLine.getCommandSpec().usageMessage().footer(FOOTER);
        commandLine.getSubcommands().values().forEach(Usage::complete);
    }

    /** Says in two lines what is wrong with a command line, and where help is. */
    public static void complain(ParameterException mistake) {
        CommandSpec command = mistake.getCommandLine().getCommandSpec();
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println("footbridge: " + describe(mistake, command));
        err.println("footbridge: see " + command.qualifiedName(" ") + " --help");
    }

    private static String describe(ParameterException mistake, CommandSpec command) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Escaped.of(String.valueOf(mistake.getMessage()));
        }
        String word = unmatched.getUnmatched().get(0);
        String shown = "'" + Escaped.of(word) + "'";
        if (word.startsWith("-")) {
            return command.name() + " has no option " + shown + Suggestion.of(word, optionsOf(command));
        }
        return command.subcommands().isEmpty()
                ? command.name() + " takes no argument " + shown
                : "there is no command " + shown
                        + Suggestion.of(word, command.subcommands().keySet());
    }

    private static List<String> optionsOf(CommandSpec command) {
        return command.optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .toList();
    }
}
