package io.footbridge.bucket;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends a transfer that hardly moves while somebody waits for it: a socket's own timeout begins anew with every byte.
 *
 * <p>Whoever reads is stuck then, so that one thread looks after all transfers.
 */
final class Pace implements AutoCloseable {

    private static final int LOOKS_PER_WINDOW = 8;
    private static final ScheduledThreadPoolExecutor LOOKS = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "transfer-pace");
        thread.setDaemon(true);
        return thread;
    });

    static {
        LOOKS.setRemoveOnCancelPolicy(true); // A transfer that is over is held by nothing.
    }

    private final long window;
    private final double least;
    private final Runnable abort;
    private final Future<?> looks;

    private long waited;
    private long got;
    private long waitingSince;
    private boolean isWaiting;
    private boolean isTooSlow;

    /** @param abort breaks off the transfer, from another thread than the one that reads */
    Pace(LeastRate rate, Runnable abort) {
        this.window = rate.window().toNanos();
        this.least = rate.bytesPerSecond() * (window / 1e9);
        this.abort = abort;
        long every = Math.max(1, window / LOOKS_PER_WINDOW);
        this.looks = LOOKS.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
    }

    /** Somebody begins to wait for bytes. */
    synchronized void begin() {
        isWaiting = true;
        waitingSince = System.nanoTime();
    }

    /** So many bytes came, or none will. */
    synchronized void end(int bytes) {
        got += Math.max(0, bytes);
        measure();
        isWaiting = false;
    }

    synchronized boolean isTooSlow() {
        return isTooSlow;
    }

    @Override
    public void close() {
        looks.cancel(false);
    }

    private void look() {
        boolean end;
        synchronized (this) {
            measure();
            end = isTooSlow;
        }
        if (end) {
            looks.cancel(false);
            abort.run();
        }
    }

    private void measure() {
        if (!isWaiting) {
            return;
        }
        long now = System.nanoTime();
        waited += now - waitingSince;
        waitingSince = now;
        if (waited >= window) {
            isTooSlow |= got < least;
            waited = 0;
            got = 0;
        }
    }
}
