package io.footbridge.http;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends something that takes too long. One thread counts for all. */
final class Countdown {

    /** What is begun just when the time is up escapes the first blow. */
    private static final long AGAIN_MILLIS = 500;

    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "request-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    private final Duration limit;
    private final ScheduledFuture<?> end;
    private volatile boolean over;

    /** @param ending run when the time is up, and again until the countdown is stopped; it must not wait for anything */
    Countdown(Duration limit, Runnable ending) {
        this.limit = limit;
        Runnable strike = () -> {
            over = true;
            ending.run();
        };
        this.end = TIMER.scheduleWithFixedDelay(strike, limit.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    Duration limit() {
        return limit;
    }

    boolean isOver() {
        return over;
    }

    /** Stops it; twice does no harm. */
    void stop() {
        end.cancel(false);
    }
}
