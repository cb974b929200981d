package io.footbridge.sandbox;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What is logged while it is open, with the stack traces. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Queue<String> entries = new ConcurrentLinkedQueue<>();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Level level;
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private LogCapture() {
        this.level = root.getLevel();
    }

    public static LogCapture open() {
        LogCapture capture = new LogCapture();
        capture.setContext(capture.root.getLoggerContext());
        capture.start();
        capture.root.addAppender(capture);
        return capture;
    }

    /** Takes the place of what else is written, and of the level, until it is closed. */
    public static LogCapture alone() {
        LogCapture capture = open();
        capture.root.iteratorForAppenders().forEachRemaining(appender -> {
            if (appender != capture) {
                capture.others.add(appender);
            }
        });
        capture.others.forEach(capture.root::detachAppender);
        return capture;
    }

    /** The same at a level of its own. */
    public static LogCapture alone(Level level) {
        LogCapture capture = alone();
        capture.root.setLevel(level);
        return capture;
    }

    /** Each with its level, its logger, and its stack trace if it has one. */
    public List<String> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        others.forEach(root::addAppender);
        root.setLevel(level);
        stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace =
                event.getThrowableProxy() == null ? "" : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
        entries.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + trace);
    }
}
