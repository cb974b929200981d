package io.footbridge.command;

import io.footbridge.dataset.Dataset;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** Starts Camel, or says in one line why it does not start. */
final class RoutesStart {

    private static final int SHOWN_CHARACTERS = 160;

    private RoutesStart() {}

    static void start(Application application, Main main) throws CommandException {
        start(application, main, Preflight.Answers.NONE);
    }

    /** For a command that imports nothing: it does not note down in the bucket under which settings it has started. */
    static void startWithoutNote(Application application, Main main) throws CommandException {
        start(new Lint(application), main, Preflight.Answers.NONE);
    }

    /** @param preflight waited for before anything is asked of the bucket */
    static void start(Application application, Main main, Preflight.Answers preflight) throws CommandException {
        Lint lint = new Lint(application);
        start(lint, main, preflight);
        String digest = RoutesDigest.of(lint.files());
        for (Dataset dataset : application.datasets()) {
            application.lastFingerprint(dataset).compare(dataset.fingerprint(), digest);
        }
    }

    private static void start(Lint lint, Main main, Preflight.Answers preflight) throws CommandException {
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
            preflight.await();
        } catch (CommandException e) {
            main.stop();
            throw e;
        }
    }

    /** Where it failed, which the first exception in the chain knows, and why, which the last one does. */
    static String describe(Throwable thrown) {
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
