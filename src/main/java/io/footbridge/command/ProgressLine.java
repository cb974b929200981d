package io.footbridge.command;

import io.footbridge.application.Invocation;
import io.footbridge.intake.Datasets;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.Outcome;
import io.footbridge.text.Count;
import io.footbridge.text.Elapsed;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line below the log that says how far a command is, if standard error is a terminal. */
final class ProgressLine {

    /** How many objects are counted at most, which costs a request for each thousand. */
    static final long MOST = 1_000_000;

    private static final long INTERVAL_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLine.class);

    private final Datasets datasets;
    private final LongSupplier done;

    /** How many objects there are; null if nobody watches. */
    private final CompletableFuture<OptionalLong> total;

    private PrintStream terminal;
    private LastLine line;
    private ScheduledExecutorService timer;
    private long startNanos;

    private ProgressLine(Datasets datasets, LongSupplier done, CompletableFuture<OptionalLong> total) {
        this.datasets = datasets;
        this.done = done;
        this.total = total;
    }

    /**
     * Begins to count what there is to do, if anybody will see it.
     *
     * @param done how many objects are through so far
     * @param count how many there are; nothing if they are more than {@link #MOST}
     */
    static ProgressLine of(Invocation invocation, Datasets datasets, LongSupplier done, Supplier<OptionalLong> count) {
        return new ProgressLine(datasets, done, invocation.isWatched() ? counting(count) : null);
    }

    private static CompletableFuture<OptionalLong> counting(Supplier<OptionalLong> count) {
        return CompletableFuture.supplyAsync(count, task -> daemon(task).start())
                .exceptionally(e -> {
                    LOG.debug("the objects cannot be counted", e); // The import says what is wrong with the bucket.
                    return OptionalLong.empty();
                });
    }

    synchronized void begin() {
        if (total != null) {
            terminal = System.err;
            line = new LastLine(terminal);
            startNanos = System.nanoTime();
            System.setErr(new PrintStream(line, true)); // The log is written there, above the line.
            timer = Executors.newSingleThreadScheduledExecutor(ProgressLine::daemon);
            var unused = timer.scheduleAtFixedRate(this::draw, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Takes the line away; twice does no harm. */
    synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
            System.setErr(terminal);
            line.end();
        }
    }

    private void draw() {
        try {
            line.draw(text(Duration.ofNanos(System.nanoTime() - startNanos)));
        } catch (IOException e) {
            timer.shutdown(); // The terminal is gone; the work goes on.
        }
    }

    private String text(Duration elapsed) {
        long through = done.getAsLong();
        OptionalLong all = total.getNow(OptionalLong.empty());
        String objects = all.isPresent()
                ? Count.grouped(through) + " of " + Count.of(Math.max(all.getAsLong(), through), "object")
                : Count.of(through, "object");
        String text = objects + ", " + Count.of(datasets.sum(ImportMetrics::rowsImported), "row") + ", "
                + Count.grouped(datasets.objects(Outcome.FAILED)) + " failed";
        return all.isPresent() && through > 0 && all.getAsLong() > through
                ? text + ", about " + left(elapsed, through, all.getAsLong()) + " left"
                : text;
    }

    private static String left(Duration elapsed, long through, long all) {
        return Elapsed.roughly(Duration.ofMillis((long) (elapsed.toMillis() * ((double) (all - through) / through))));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
