package io.footbridge.application;

import io.footbridge.failure.FailureClassifier;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Intake;
import io.footbridge.route.DatasetRoutes;
import io.footbridge.text.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.pollconsumer.quartz.QuartzScheduledPollConsumerJob;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.listeners.JobListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls for a dataset besides the cron: once at the start, and again some time after a poll cycle that deferred something,
 * so that a repeat comes while Treasure Data still remembers the import IDs.
 *
 * <p>The poll is Quartz's own job, which never runs twice at a time.
 */
final class PollTrigger implements AutoCloseable {

    private static final String GROUP = "QuartzScheduledPollConsumerScheduler";

    private static final Logger LOG = LoggerFactory.getLogger(PollTrigger.class);

    private final Scheduler quartz;
    private final String name;
    private final Intake intake;
    private final Duration retryDelay;
    private final PollCycles cycles;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "poll-again");
        thread.setDaemon(true);
        return thread;
    });

    PollTrigger(Scheduler quartz, Dataset dataset, Duration retryDelay, PollCycles cycles) {
        this.name = DatasetRoutes.routeId(dataset);
        this.quartz = quartz;
        this.intake = dataset.intake();
        this.retryDelay = retryDelay;
        this.cycles = cycles;
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        intake.onPollCycleEnd(this::pollCycleEnded);
        listen();
    }

    /** Polls now; if a poll is running, after it. */
    void poll() {
        try {
            Trigger trigger = quartz.getTrigger(TriggerKey.triggerKey(name, GROUP));
            if (trigger == null) {
                throw new IllegalStateException("no route polls on a cron with scheduler.triggerId: " + name);
            }
            quartz.triggerJob(trigger.getJobKey());
        } catch (SchedulerException e) {
            throw new IllegalStateException("the poll cannot be triggered", e);
        }
    }

    Optional<Instant> nextPoll() {
        return next(quartz, TriggerKey.triggerKey(name, GROUP));
    }

    /** When a trigger fires next; nothing if there is none. */
    static Optional<Instant> next(Scheduler quartz, TriggerKey key) {
        try {
            return Optional.ofNullable(quartz.getTrigger(key))
                    .map(Trigger::getNextFireTime)
                    .map(Date::toInstant);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the cron cannot be asked", e);
        }
    }

    /** Polls no more, by itself or by the cron; a poll that is running goes on. */
    void standBy() {
        timer.shutdownNow();
        try {
            quartz.standby();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the cron cannot be halted", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void listen() {
        try {
            quartz.getListenerManager().addJobListener(new JobListenerSupport() {
                @Override
                public String getName() {
                    return name;
                }

                @Override
                public void jobWasExecuted(JobExecutionContext job, JobExecutionException broken) {
                    // Camel tells its poll strategy of exceptions only.
                    if (broken != null
                            && job.getTrigger().getKey().getName().equals(name)
                            && job.getJobInstance() instanceof QuartzScheduledPollConsumerJob) {
                        LOG.error("the poll broke off", broken);
                        intake.listingFailed(FailureClassifier.classify(broken));
                    }
                }
            });
        } catch (SchedulerException e) {
            throw new IllegalStateException("the poll cannot be watched", e);
        }
    }

    private void pollCycleEnded() {
        cycles.ended();
        long left = intake.deferredCount();
        if ((left > 0 || intake.pausedBy().isPresent()) && timer.getQueue().isEmpty() && !timer.isShutdown()) {
            LOG.info(
                    "{} deferred; the next try is in {} s",
                    Count.of(left, "object is", "objects are"),
                    retryDelay.toSeconds());
            var unused = timer.schedule(this::poll, retryDelay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
