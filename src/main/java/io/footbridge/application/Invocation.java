package io.footbridge.application;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.footbridge.failure.Escaped;
import io.footbridge.log.LogFormat;
import io.footbridge.log.StandardError;
import io.footbridge.settings.Origin;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.settings.SettingsException;
import io.footbridge.text.Suggestion;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** What a command is given from outside: the environment, the working directory, and where to answer. */
public record Invocation(Map<String, String> environment, Path directory, PrintStream out, PrintStream err) {

    /** Reads the settings and makes what they describe; nothing is started. */
    public Application application() throws CommandException {
        return application(Set.of());
    }

    /** @param datasets the names of those to work on; none for all */
    public Application application(Set<String> datasets) throws CommandException {
        Settings settings = settings();
        requireDatasets(settings, datasets);
        return Lint.passed(new Application(settings, settings.origin(), datasets));
    }

    private static void requireDatasets(Settings settings, Set<String> names) throws CommandException {
        List<String> known = settings.datasets().stream().map(Settings::dataset).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new CommandException("--dataset is '" + Escaped.of(name) + "'" + Suggestion.of(name, known)
                        + "\nthere are: " + String.join(", ", known));
            }
        }
    }

    /** @param sources the only folder besides the jar where {@code routes/} and {@code kamelets/} are looked for */
    public Application application(Path sources) throws CommandException {
        return Lint.passed(new Application(settings(), Origin.only(sources), Set.of()));
    }

    /** The same, though names that look like settings may be misspelt. */
    public Application uncheckedApplication() throws CommandException {
        Settings settings = settings();
        return new Application(settings, settings.origin(), Set.of());
    }

    private Settings settings() throws CommandException {
        Settings settings;
        try {
            settings = Settings.read(environment, directory);
        } catch (SettingsException e) {
            throw new CommandException(e.getMessage(), e);
        }
        LogFormat.one();
        if (settings.get(Setting.LOG_FORMAT).equals("json")) {
            LogFormat.json(settings);
        }
        Level level = Level.toLevel(settings.get(Setting.LOG_LEVEL));
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        if (level == Level.DEBUG) {
            logger("org.apache.camel").setLevel(level); // Else it keeps to warnings: it says much at every start.
        }
        return settings;
    }

    /** Where settings, routes, Kamelets and queries come from. */
    public Origin origin() throws SettingsException {
        return Origin.of(directory);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /** The directory only: some variables are secrets. */
    @Override
    public String toString() {
        return "invocation in " + directory;
    }

    /** Whether a person is watching: standard error is a terminal. */
    public boolean isWatched() {
        return err == System.err && StandardError.isTerminal(environment);
    }
}
