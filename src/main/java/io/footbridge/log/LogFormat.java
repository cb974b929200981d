package io.footbridge.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** How the log is written: as text, or as one JSON object per line. */
public final class LogFormat {

    private static final String PROPERTY = "logback.configurationFile";

    /** In a folder of ours: an application that has Footbridge on its class path logs in its own way. */
    private static final String OURS = "io/footbridge/logback.xml";

    private LogFormat() {}

    /** Tells logback, which looks when the first logger is made; a file that it finds by itself comes first. */
    public static void choose() {
        ClassLoader loader = LogFormat.class.getClassLoader();
        boolean chosen = System.getProperty(PROPERTY) != null
                || loader.getResource("logback-test.xml") != null
                || loader.getResource("logback.xml") != null;
        if (!chosen) {
            System.setProperty(PROPERTY, OURS);
        }
    }

    /** Takes what others write with {@code java.util.logging} into the log, and so into its format. */
    public static void one() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    public static void json(Settings settings) {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        FieldsEncoder encoder = new FieldsEncoder(tables(settings));
        encoder.setContext(logging);
        encoder.start();
        logging.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                console.stop();
                console.setEncoder(encoder);
                console.start();
            }
        });
    }

    /** Which table the rows of an object go to, by the key that it has or had. */
    static UnaryOperator<String> tables(Settings settings) {
        String counts = settings.get(Setting.EDGE_PREFIX);
        String failed = settings.get(Setting.S3_FAILED_PREFIX);
        List<Settings> datasets = settings.datasets();
        return key -> {
            String original = key.startsWith(failed) ? key.substring(failed.length()) : key;
            return original.startsWith(counts)
                    ? settings.get(Setting.EDGE_TABLE)
                    : datasets.stream()
                            .filter(dataset -> original.startsWith(dataset.get(Setting.S3_PREFIX)))
                            .findFirst()
                            .orElse(settings)
                            .get(Setting.TD_TABLE);
        };
    }
}
