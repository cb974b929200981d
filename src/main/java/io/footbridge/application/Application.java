package io.footbridge.application;

import io.footbridge.bucket.Survey;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Datasets;
import io.footbridge.lint.yaml.SourceFiles;
import io.footbridge.route.RouteServices;
import io.footbridge.runtime.Services;
import io.footbridge.settings.Origin;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel Main with the routes, the settings, and the beans that hold secrets or state. */
public final class Application implements AutoCloseable {

    /** How long what is in flight has to finish; well inside the half minute after which others kill. */
    public static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private static final String ROUTES = "routes/*.camel.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Services services;
    private final Origin sources;
    private final Thread stopTaking = new Thread(this::stop, "stop-taking");
    private final Optional<Tracing> tracing;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** @param directory where {@code routes/} and {@code kamelets/} are looked for */
    public Application(Settings settings, Path directory) {
        this(settings, Origin.only(directory), Set.of());
    }

    /** @param sources says where {@code routes/} and {@code kamelets/} are */
    Application(Settings settings, Origin sources, Set<String> datasets) {
        this.services = new Services(settings, datasets);
        this.sources = sources;
        Runtime.getRuntime().addShutdownHook(stopTaking);
        this.tracing =
                settings.find(Setting.TRACING_ENDPOINT).map(Server::of).map(at -> new Tracing(at, settings.proxies()));
    }

    public Services services() {
        return services;
    }

    public Settings settings() {
        return services.settings();
    }

    public Datasets datasets() {
        return services.datasets();
    }

    /** What lies under the prefix of a dataset now; only so many objects are looked at. */
    public Survey survey(Dataset dataset, long most) {
        return Survey.of(
                services.bucket(), settings().get(Setting.S3_BUCKET), dataset.prefix(), dataset.selection(), most);
    }

    /**
     * Camel Main, configured and not started.
     *
     * @param features those that are wanted; routes that are not the jar's are all there in any case
     */
    public Main main(Feature... features) {
        Main main = new Main();
        main.configure().withRoutesIncludePattern(routes(Set.of(features)));
        // Read once, by us: Camel would take any file for ISO 8859-1.
        main.setDefaultPropertyPlaceholderLocation("false");
        settings().others().forEach(main::addInitialProperty);
        settings().mounted().forEach(main::addOverrideProperty);
        settingsForRoutes().forEach(main::addOverrideProperty);
        sources.find(Origin.Part.KAMELETS)
                .ifPresent(folder -> main.addOverrideProperty(
                        "camel.component.kamelet.location", "file:" + folder + ",classpath:kamelets"));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                // Late, for Camel has much to do before that while the bucket's client is made.
                main.bind("process-services", services);
                new RouteServices(services).beans().forEach(main::bind);
            }
        });
        tracing.ifPresent(traces -> traces.bind(main));
        return main;
    }

    /** The same for a command that ends by itself: the cron is for those who stay. */
    public Main mainWithoutCron(Feature... features) {
        Main main = main(features);
        main.addOverrideProperty("camel.component.quartz.auto-start-scheduler", "false");
        return main;
    }

    Origin sources() {
        return sources;
    }

    /** What a placeholder in a route may name, with what it stands for. */
    public Map<String, String> placeholders() {
        Map<String, String> placeholders = new HashMap<>(settings().others());
        placeholders.putAll(settingsForRoutes());
        return placeholders;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopTaking);
        } catch (IllegalStateException e) {
            // The process is being stopped, and the hook has run.
        }
        stopping.countDown();
        tracing.ifPresent(Tracing::close);
        services.close();
    }

    private void stop() {
        LOG.info("stopping: what is in flight is finished first, for up to {} s", STOP_PATIENCE.toSeconds());
        stopTaking();
    }

    /** What is queued is left; only what is being worked on is finished. */
    public void stopTaking() {
        stopping.countDown();
        datasets().pause(new Failure(Reason.STOPPING, "Footbridge is stopping"));
    }

    /** Waits for a time, or until Footbridge is told to stop; whether it is told to. */
    boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Every setting but the secrets, which no route is given. */
    private Map<String, String> settingsForRoutes() {
        Map<String, String> values = new HashMap<>();
        for (Setting setting : Setting.values()) {
            if (!setting.isSecret()) {
                values.put(setting.key(), settings().find(setting).orElse(""));
            }
        }
        values.put(Setting.EDGE_ENABLED.key(), "false"); // One that stays up turns it on.
        values.put(Setting.TD_IMPORT_SERVER.key(), services.importServer().toString());
        return values;
    }

    private String routes(Set<Feature> features) {
        if (sources.find(Origin.Part.ROUTES).isPresent()) {
            return "file:" + sources.folderOf(Origin.Part.ROUTES).resolve(ROUTES);
        }
        try {
            // By name: Camel would look for a pattern in all of the jar, which takes it a second.
            EnumSet<Feature> unwanted = EnumSet.allOf(Feature.class);
            unwanted.removeAll(features);
            return SourceFiles.shippedRoutes().stream()
                    .filter(name -> unwanted.stream().noneMatch(feature -> feature.has(name)))
                    .map(name -> "classpath:" + SourceFiles.IN_JAR + name)
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new UncheckedIOException("the routes in the jar cannot be read", e);
        }
    }
}
