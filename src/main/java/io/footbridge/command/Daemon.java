package io.footbridge.command;

import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Footbridge staying up: the cron, the poll at the start, and the polls for what had to be left. */
final class Daemon implements AutoCloseable {

    private final Main main;
    private final HttpServers servers;
    private final Observability observability;
    private final PollTrigger trigger;

    private Daemon(Main main, HttpServers servers, Observability observability, PollTrigger trigger) {
        this.main = main;
        this.servers = servers;
        this.observability = observability;
        this.trigger = trigger;
    }

    static Daemon start(Application application) throws CommandException {
        Main main = application.main(wanted(application.settings()));
        main.addOverrideProperty(
                Setting.EDGE_ENABLED.key(), application.settings().get(Setting.EDGE_ENABLED));
        Observability observability = Observability.of(application, main);
        HttpServers servers = servers(application.settings());
        main.bind("vertx", servers);
        try {
            RoutesStart.start(application, main);
        } catch (CommandException | RuntimeException e) {
            servers.stop();
            observability.close();
            throw e;
        }
        new BucketPreflight(application).warnMeanwhile();
        PollTrigger trigger = new PollTrigger(
                main.getCamelContext(), application.intake(), application.retryDelay(), application.pollCycles());
        Daemon daemon = new Daemon(main, servers, observability, trigger);
        try {
            new StartLog(application.settings(), Origins.of(application.settings()))
                    .say(trigger.nextPoll(), trigger.nextReport());
            trigger.poll();
        } catch (RuntimeException e) {
            daemon.close();
            throw new CommandException("the routes do not start: " + e.getMessage(), e);
        }
        return daemon;
    }

    private static HttpServers servers(Settings settings) {
        return HttpServers.of(
                settings.integer(Setting.HTTP_MAX_CONNECTIONS),
                Duration.ofSeconds(settings.integer(Setting.HTTP_REQUEST_SECONDS)));
    }

    private static Feature[] wanted(Settings settings) {
        List<Feature> wanted = new ArrayList<>();
        if (settings.flag(Setting.EDGE_ENABLED)) {
            wanted.add(Feature.EDGE);
        }
        if (settings.flag(Setting.REPORT_ENABLED)) {
            wanted.add(Feature.REPORT);
        }
        return wanted.toArray(Feature[]::new);
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    /** Waits until the process is told to stop. */
    void await() throws Exception {
        main.run();
    }

    /** Begins no other tick; one that is under way goes on. */
    void standBy() {
        trigger.standBy();
    }

    @Override
    public void close() {
        trigger.close();
        main.stop();
        servers.stop();
        observability.close();
    }
}
