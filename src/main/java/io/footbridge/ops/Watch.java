package io.footbridge.ops;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Sorting;
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
public final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final String name;
    private final Check check;
    private final ScheduledThreadPoolExecutor timer;
    private volatile Answer last;

    /**
     * What a dependency said.
     *
     * @param trouble nothing if it is there
     */
    public record Answer(Instant at, Optional<Failure> trouble) {}

    /**
     * Starts asking.
     *
     * @param name for the log and for the label {@code dependency} of the meter
     * @param interval between one answer and the next question
     */
    public Watch(String name, Check check, Duration interval, MeterRegistry meters) {
        this.name = requireNonNull(name, "name is null");
        this.check = requireNonNull(check, "check is null");
        Gauge.builder("footbridge.dependency.up", this, watch -> watch.isUp() ? 1 : 0)
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
        return last().filter(answer -> answer.trouble().isEmpty()).isPresent();
    }

    private void ask() {
        Optional<Failure> trouble = Optional.empty();
        try {
            check.ask();
        } catch (RuntimeException | Error e) {
            trouble = Optional.of(Sorting.sort(e)); // One that got out would end the asking.
        }
        if (!timer.isShutdown()) {
            tell(trouble);
            last = new Answer(Instant.now(), trouble);
        }
    }

    /** Says only what has changed. */
    private void tell(Optional<Failure> trouble) {
        boolean wasUp = last == null || last.trouble().isEmpty();
        if (trouble.isPresent() && wasUp) {
            LOG.atWarn()
                    .addKeyValue(LogFields.REASON, trouble.get().reason().word())
                    .log(
                            "{} is down ({}): {}",
                            name,
                            trouble.get().reason().word(),
                            trouble.get().getMessage());
        } else if (trouble.isEmpty() && !wasUp) {
            LOG.info("{} is up again", name);
        }
    }
}
