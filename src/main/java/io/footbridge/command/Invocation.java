package io.footbridge.command;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.settings.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** What a command is given from outside: the environment, the working directory, and where to answer. */
public record Invocation(Map<String, String> environment, Path directory, PrintStream out, PrintStream err) {

    public Invocation {
        requireNonNull(environment, "environment is null");
        requireNonNull(directory, "directory is null");
    }

    /** Reads the settings and makes what they describe; nothing is started. */
    Application application() throws CommandException {
        return application(directory);
    }

    /** @param sources where {@code routes/} and {@code kamelets/} are looked for instead of the working directory */
    Application application(Path sources) throws CommandException {
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
        setLogLevel(Level.toLevel(settings.get(Setting.LOG_LEVEL)));
        for (String key : settings.unknown()) {
            LoggerFactory.getLogger(Settings.class).warn("{} is no setting of Footbridge; is it misspelt?", key);
        }
        return new Application(settings, directory, sources);
    }

    private static void setLogLevel(Level level) {
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        if (level == Level.DEBUG) {
            logger("org.apache.camel").setLevel(level); // Else it keeps to warnings: it says much at every start.
        }
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
    boolean isWatched() {
        return err == System.err && StandardError.isTerminal(environment);
    }
}
