package io.footbridge.ops;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one dependency again and again, and remembers what it said last.
 *
 * <p>Whoever wants to know is told at once, however often they ask and however slow the dependency is.
 */
public final class HealthMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final String name;
    private final Runnable check;
    private final ScheduledThreadPoolExecutor timer;
    private volatile Answer last;

    /** What a dependency said; no failure if it is there. */
    public record Answer(Instant at, Optional<Failure> failure) {}

    /**
     * Starts asking.
     *
     * @param name for the log and for the label {@code dependency} of the meter
     * @param check asks, within a few seconds; throws a {@link Failure} with the reason if the dependency is not there
     * @param interval between one answer and the next question
     */
    public HealthMonitor(String name, Runnable check, Duration interval, MeterRegistry meters) {
        this.name = name;
        this.check = check;
        Gauge.builder("footbridge.dependency.up", this, monitor -> monitor.isUp() ? 1 : 0)
                .description("1 while what Footbridge depends on is there, else 0")
                .tag("dependency", name)
                .register(meters);
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "watch-" + name);
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What it said last; nothing before the first answer. */
    public Optional<Answer> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private boolean isUp() {
        return last().filter(answer -> answer.failure().isEmpty()).isPresent();
    }

    private void ask() {
        Optional<Failure> failure = Optional.empty();
        try {
            check.run();
        } catch (RuntimeException | Error e) {
            failure = Optional.of(FailureClassifier.classify(e)); // One that got out would end the asking.
        }
        if (!timer.isShutdown()) {
            tell(failure);
            last = new Answer(Instant.now(), failure);
        }
    }

    /** Says only what has changed. */
    private void tell(Optional<Failure> failure) {
        boolean wasUp = last == null || last.failure().isEmpty();
        if (failure.isPresent() && wasUp) {
            LogFields.about(LOG.atWarn(), failure.get().reason())
                    .log(
                            "{} is down ({}): {}",
                            name,
                            failure.get().reason().word(),
                            failure.get().getMessage());
        } else if (failure.isEmpty() && !wasUp) {
            LOG.info("{} is up again", name);
        }
    }
}
