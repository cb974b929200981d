package io.footbridge.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Says that a phase of a program takes too long and ends the program, whatever its threads wait for. */
final class PhaseLimit {

    private static final int SHOWN_FRAMES = 8;

    private final Duration limit;
    private final PrintStream out;
    private final Runnable end;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "phase-limit");
        thread.setDaemon(true);
        return thread;
    });
    private ScheduledFuture<?> expiry;

    /**
     * @param limit how long one phase may take
     * @param out where it says which phase took longer, and what each thread was doing
     * @param end what ends the program, without waiting for any other thread
     */
    PhaseLimit(Duration limit, PrintStream out, Runnable end) {
        this.limit = requireNonNull(limit, "limit is null");
        this.out = requireNonNull(out, "out is null");
        this.end = requireNonNull(end, "end is null");
    }

    /** Begins a phase; the one before it is over. */
    synchronized void begin(String phase) {
        if (expiry != null) {
            expiry.cancel(false);
        }
        expiry = timer.schedule(() -> expire(phase), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void expire(String phase) {
        try {
            out.printf("%s did not end within %,d s; the threads:%n", phase, limit.toSeconds());
            Thread.getAllStackTraces().forEach(this::show);
            out.flush();
        } finally {
            end.run();
        }
    }

    private void show(Thread thread, StackTraceElement[] stack) {
        out.printf("  %s (%s)%n", thread.getName(), thread.getState());
        Arrays.stream(stack).limit(SHOWN_FRAMES).forEach(frame -> out.println("    at " + frame));
    }
}
