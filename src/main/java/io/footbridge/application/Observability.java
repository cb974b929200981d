package io.footbridge.application;

import io.footbridge.bucket.BucketHealthCheck;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Intake;
import io.footbridge.ops.HealthMonitor;
import io.footbridge.ops.LogFields;
import io.footbridge.route.ObservedHealth;
import io.footbridge.route.RouteMeters;
import io.footbridge.runtime.Services;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.camel.main.Main;

/**
 * What a process that stays up shows of itself on the management port: the checks under {@code /observe/health}, and the
 * meters under {@code /observe/metrics}.
 */
public final class Observability implements AutoCloseable {

    /** How often a bucket that could be written to is written to again. */
    private static final Duration WRITE_INTERVAL = Duration.ofMinutes(15);

    private static final String METERS = "jvm-memory,jvm-gc,jvm-thread,processor,uptime,file-descriptor";

    private final Services services;
    private final Settings settings;
    private final HealthMonitor treasureData;
    private final HealthMonitor bucket;

    private Observability(Services services) {
        this.services = services;
        this.settings = services.settings();
        BucketHealthCheck bucketHealth = new BucketHealthCheck(
                services.bucket(),
                settings.get(Setting.S3_BUCKET),
                settings.get(Setting.S3_PREFIX),
                settings.get(Setting.S3_FAILED_PREFIX),
                WRITE_INTERVAL);
        this.treasureData = monitor("treasure-data", services.impatientHealthCheck()::requireKey);
        this.bucket = monitor("bucket", bucketHealth::ask);
    }

    private HealthMonitor monitor(String name, Runnable check) {
        Duration interval = Duration.ofSeconds(settings.integer(Setting.HEALTH_INTERVAL_SECONDS));
        return new HealthMonitor(name, check, interval, services.meters());
    }

    /** Begins to watch what is depended on, and makes Camel open the port when it starts; fails if the port is taken. */
    public static Observability of(Services services, Main main) throws CommandException {
        boolean isShown = services.settings().flag(Setting.MANAGEMENT_ENABLED);
        if (isShown) {
            checkPort(services.settings());
        }
        Observability observability = new Observability(services);
        observability.bindChecks(main);
        observability.registerGauges();
        if (isShown) {
            observability.openPort(main);
        }
        return observability;
    }

    @Override
    public void close() {
        treasureData.close();
        bucket.close();
    }

    private void bindChecks(Main main) {
        main.bind("intake-health", ObservedHealth.ofIntake(services.datasets()));
        main.bind("treasure-data-health", ObservedHealth.ofDependency("treasure-data", treasureData));
        main.bind("bucket-health", ObservedHealth.ofDependency("bucket", bucket));
        main.bind(
                "waiting-health",
                ObservedHealth.ofBacklog(
                        services.datasets(),
                        Duration.ofSeconds(settings.integer(Setting.HEALTH_OLDEST_OBJECT_SECONDS))));
    }

    private void registerGauges() {
        services.datasets().forEach(this::registerGauges);
        if (settings.flag(Setting.REPORT_ENABLED)) {
            TimeGauge.builder(
                            "footbridge.last.report.timestamp",
                            services.reports(),
                            TimeUnit.MILLISECONDS,
                            reports -> reports.last().toEpochMilli())
                    .description("When a report was last published, else when the process started")
                    .register(services.meters());
        }
    }

    private void registerGauges(Dataset dataset) {
        gauge(
                dataset,
                "footbridge.oldest.waiting.age.seconds",
                "How long the oldest object that waits has been in the bucket, 0 if none waits",
                intake -> intake.oldestWaiting(Instant.now())
                        .orElse(Duration.ZERO)
                        .toSeconds());
        gauge(
                dataset,
                "footbridge.intake.paused",
                "1 while intake is paused because of a failure, else 0",
                intake -> intake.failure().isPresent() ? 1 : 0);
        gauge(dataset, "footbridge.in.flight.objects", "Objects in flight or queued", Intake::objectsInFlight);
    }

    private void gauge(Dataset dataset, String name, String description, ToDoubleFunction<Intake> value) {
        Gauge.builder(name, dataset.intake(), value)
                .description(description)
                .tag(LogFields.DATASET, dataset.name())
                .register(services.meters());
    }

    private void openPort(Main main) {
        main.bind("meters", services.meters());
        main.bind("route-meters", new RouteMeters(services.meters()));
        main.addOverrideProperty("camel.health.exposure-level", "full");
        main.addOverrideProperty("camel.management.enabled", "true");
        main.addOverrideProperty("camel.management.host", settings.get(Setting.MANAGEMENT_HOST));
        main.addOverrideProperty("camel.management.port", settings.get(Setting.MANAGEMENT_PORT));
        main.addOverrideProperty("camel.management.health-check-enabled", "true");
        main.addOverrideProperty("camel.management.metrics-enabled", "true");
        main.addOverrideProperty("camel.metrics.enabled", "true");
        main.addOverrideProperty("camel.metrics.binders", METERS);
        // These two are told of every exchange, and each row is one.
        main.addOverrideProperty("camel.metrics.enable-exchange-event-notifier", "false");
        main.addOverrideProperty("camel.metrics.enable-route-event-notifier", "false");
    }

    /** Camel would only log that it could not open the port, and go on without it. */
    private static void checkPort(Settings settings) throws CommandException {
        String host = settings.get(Setting.MANAGEMENT_HOST);
        int port = settings.integer(Setting.MANAGEMENT_PORT);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new CommandException(
                    "the management port " + host + ":" + port + " cannot be opened: " + e.getMessage()
                            + "; check management.port (MANAGEMENT_PORT) and management.host (MANAGEMENT_HOST)",
                    e);
        }
    }
}
