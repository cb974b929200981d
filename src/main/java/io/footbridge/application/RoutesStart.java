package io.footbridge.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.bucket.LastFingerprint;
import io.footbridge.intake.Dataset;
import io.footbridge.lint.yaml.SourceFile;
import io.footbridge.settings.Setting;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** Starts Camel, or says in one line why it does not start. */
public final class RoutesStart {

    private static final int SHOWN_CHARACTERS = 160;

    /** Those of the jar make the same rows from version to version. */
    private static final String SHIPPED = "shipped";

    private static final int DIGEST_BYTES = 16;

    private RoutesStart() {}

    /** For a command that imports nothing: it does not note down in the bucket under which settings it has started. */
    public static void startWithoutNote(Application application, Main main) throws CommandException {
        start(new Lint(application), main, StartupChecks.Answers.NONE);
    }

    /** @param checks waited for before anything is asked of the bucket */
    public static void start(Application application, Main main, StartupChecks.Answers checks) throws CommandException {
        Lint lint = new Lint(application);
        start(lint, main, checks);
        String digest = digest(lint.files());
        for (Dataset dataset : application.datasets()) {
            new LastFingerprint(
                            application.services().bucket(),
                            application.settings().get(Setting.S3_BUCKET),
                            application.settings().get(Setting.S3_FAILED_PREFIX),
                            dataset.prefix(),
                            dataset.database(),
                            dataset.table())
                    .compare(dataset.fingerprint(), digest);
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

    /**
     * Stands for routes and Kamelets in a note: edited ones may make other rows of the same lines.
     *
     * @return 32 hexadecimal digits, or a word for the routes of the jar
     */
    private static String digest(List<SourceFile> files) {
        if (files.stream().allMatch(SourceFile::shipped)) {
            return SHIPPED;
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (SourceFile file : files) {
                add(file.name(), sha);
                add(file.shipped() ? SHIPPED : file.text(), sha);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has SHA-256", e);
        }
    }

    private static void add(String part, MessageDigest sha) {
        byte[] bytes = part.getBytes(UTF_8);
        sha.update((bytes.length + ":").getBytes(UTF_8));
        sha.update(bytes);
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
