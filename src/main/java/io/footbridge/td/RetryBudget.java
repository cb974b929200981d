package io.footbridge.td;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The waits between the attempts at one request: growing, spread by chance so that many senders do not come back at once,
 * and at an end in time for the repeat to fall within TD's memory of ids.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential backoff and jitter</a>
 */
public final class RetryBudget {

    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;

    private final long deadlineNanos;
    private int retries;
    private long capMillis = FIRST_MILLIS;

    /**
     * @param retries how many attempts there may be after the first; less than 0 for as many as the limit allows
     * @param startNanos as {@link System#nanoTime()} counts
     */
    public RetryBudget(Duration limit, int retries, long startNanos) {
        this.retries = retries;
        this.deadlineNanos = startNanos + limit.toNanos();
    }

    /**
     * The wait before the next attempt.
     *
     * @param asked how long the server asks to wait
     * @return how long to wait, or nothing if the time is up before that, or that was the last attempt
     */
    public Optional<Duration> next(Optional<Duration> asked) {
        if (retries == 0) {
            return Optional.empty();
        }
        retries -= retries > 0 ? 1 : 0;
        // Half is fixed, so that a restarting server is never asked at once.
        long half = capMillis / 2;
        Duration wait = Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
        capMillis = Math.min(2 * capMillis, LONGEST_MILLIS);
        Duration longer = asked.filter(duration -> duration.compareTo(wait) > 0).orElse(wait);
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        return longer.compareTo(left) > 0 ? Optional.empty() : Optional.of(longer);
    }
}
