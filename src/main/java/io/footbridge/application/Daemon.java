package io.footbridge.application;

import io.footbridge.intake.Dataset;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.main.Main;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;

/** Footbridge staying up: the cron, the poll at the start, and the polls for deferred objects. */
public final class Daemon implements AutoCloseable {

    private static final TriggerKey REPORT = TriggerKey.triggerKey("report", "footbridge");

    private final Main main;
    private final HttpServers servers;
    private final Observability observability;
    private final List<PollTrigger> triggers;

    private Daemon(Main main, HttpServers servers, Observability observability, List<PollTrigger> triggers) {
        this.main = main;
        this.servers = servers;
        this.observability = observability;
        this.triggers = triggers;
    }

    public static Daemon start(Application application) throws CommandException {
        Settings settings = application.settings();
        Main main = application.main(Feature.enabled(settings));
        main.addOverrideProperty(Setting.EDGE_ENABLED.key(), settings.get(Setting.EDGE_ENABLED));
        Observability observability = Observability.of(application.services(), main);
        HttpServers servers = HttpServers.of(
                settings.integer(Setting.HTTP_MAX_CONNECTIONS),
                Duration.ofSeconds(settings.integer(Setting.HTTP_REQUEST_SECONDS)));
        main.bind("vertx", servers);
        try {
            RoutesStart.start(application, main, StartupChecks.Answers.NONE);
        } catch (CommandException | RuntimeException e) {
            servers.stop();
            observability.close();
            throw e;
        }
        List<PollTrigger> triggers = new ArrayList<>();
        Daemon daemon = new Daemon(main, servers, observability, triggers);
        try {
            Scheduler cron = main.getCamelContext()
                    .getComponent("quartz", QuartzComponent.class)
                    .getScheduler();
            Map<Dataset, Optional<Instant>> nextPolls = new LinkedHashMap<>();
            for (Dataset dataset : application.datasets()) {
                new BucketStartupCheck(application, dataset).warnMeanwhile();
                PollTrigger trigger = trigger(application, cron, dataset);
                triggers.add(trigger);
                nextPolls.put(dataset, trigger.nextPoll());
            }
            new StartLog(settings).say(nextPolls, PollTrigger.next(cron, REPORT));
            triggers.forEach(PollTrigger::poll);
        } catch (RuntimeException e) {
            daemon.close();
            throw new CommandException("the routes do not start: " + e.getMessage(), e);
        }
        return daemon;
    }

    private static PollTrigger trigger(Application application, Scheduler cron, Dataset dataset) {
        boolean isOnly = application.datasets().stream().count() == 1;
        ZoneId zone = ZoneId.of(dataset.settings().get(Setting.SCHEDULE_TIME_ZONE));
        return new PollTrigger(
                cron,
                dataset,
                Duration.ofSeconds(application.settings().integer(Setting.SCHEDULE_RETRY_SECONDS)),
                new PollCycles(
                        isOnly ? "" : " of " + dataset, dataset.metrics(), dataset.intake(), Clock.system(zone)));
    }

    public CamelContext camel() {
        return main.getCamelContext();
    }

    /** Waits until the process is told to stop. */
    public void await() throws Exception {
        main.run();
    }

    /** Begins no other poll cycle; one that is under way goes on. */
    void standBy() {
        triggers.forEach(PollTrigger::standBy);
    }

    @Override
    public void close() {
        triggers.forEach(PollTrigger::close);
        main.stop();
        servers.stop();
        observability.close();
    }
}
