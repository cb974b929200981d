package io.footbridge.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.footbridge.ops.Accounts;
import io.footbridge.ops.Outcome;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** One line on a terminal that says how far an import is; the log then keeps to warnings. */
final class ProgressLine implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 200;
    private static final String CLEAR_LINE = "\r\033[K";

    private final Accounts accounts;
    private final PrintStream err;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService timer;

    private ProgressLine(Accounts accounts, PrintStream err, boolean shown) {
        this.accounts = accounts;
        this.err = err;
        this.timer = shown ? Executors.newSingleThreadScheduledExecutor(ProgressLine::daemon) : null;
        if (shown) {
            ((Logger) LoggerFactory.getLogger("io.footbridge")).setLevel(Level.WARN);
            var unused = timer.scheduleAtFixedRate(this::show, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    static ProgressLine of(Accounts accounts, Invocation invocation) {
        return new ProgressLine(accounts, invocation.err(), invocation.isTerminal());
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    private void show() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        err.printf(
                "%s%,d objects, %,d rows, %.0f rows/s, %d failed",
                CLEAR_LINE,
                accounts.objects(Outcome.IMPORTED),
                accounts.rowsImported(),
                accounts.rowsImported() / seconds,
                accounts.objects(Outcome.FAILED));
        err.flush();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
