package io.footbridge.application;

import io.footbridge.dataset.Dataset;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** Starts Camel, or says in one line why it does not start. */
public final class RoutesStart {

    private static final int SHOWN_CHARACTERS = 160;

    private RoutesStart() {}

    public static void start(Application application, Main main) throws CommandException {
        start(application, main, StartupChecks.Answers.NONE);
    }

    /** For a command that imports nothing: it does not note down in the bucket under which settings it has started. */
    public static void startWithoutNote(Application application, Main main) throws CommandException {
        start(new Lint(application), main, StartupChecks.Answers.NONE);
    }

    /** @param checks waited for before anything is asked of the bucket */
    public static void start(Application application, Main main, StartupChecks.Answers checks) throws CommandException {
        Lint lint = new Lint(application);
        start(lint, main, checks);
        String digest = RoutesDigest.of(lint.files());
        for (Dataset dataset : application.datasets()) {
            application.lastFingerprint(dataset).compare(dataset.fingerprint(), digest);
        }
    }

    private static void start(Lint lint, Main main, StartupChecks.Answers checks) throws CommandException {
        lint.requireSound();
        try {
            main.start();
        } catch (Exception e) {
            main.stop();
            throw new CommandException("the routes do not start: " + describe(e), e);
        }
        if (main.getCamelContext().getRoutes().isEmpty()) {
            main.stop();
            throw new CommandException(
                    "there is no route in " + main.configure().getRoutesIncludePattern());
        }
        try {
            checks.await();
        } catch (CommandException e) {
            main.stop();
            throw e;
        }
    }

    /** Where it failed, which the first exception in the chain knows, and why, which the last one does. */
    public static String describe(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String where = oneLine(thrown);
        String why = oneLine(root);
        if (where.contains(why)) {
            return where;
        }
        return (where.length() > SHOWN_CHARACTERS ? where.substring(0, SHOWN_CHARACTERS) + "…" : where) + ": " + why;
    }

    private static String oneLine(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
