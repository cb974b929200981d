package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.treasuredata.client.TDClient;
import io.footbridge.bucket.CameraFolders;
import io.footbridge.bucket.PlainS3Client;
import io.footbridge.edge.Token;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Destinations;
import io.footbridge.intake.Exports;
import io.footbridge.intake.ListedS3Client;
import io.footbridge.report.BucketCoverage;
import io.footbridge.report.Queries;
import io.footbridge.runtime.Services;
import io.footbridge.settings.Origin;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.settings.SettingsException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.LoggerFactory;

/**
 * What the routes name and cannot make themselves: what holds secrets or state. Footbridge's own main class binds it before
 * the first route file is read; under any other main class, this bean reads the settings and binds its own.
 */
public final class RouteServices implements CamelContextAware {

    private CamelContext camel;
    private Services services;

    /** Takes its services from the context that it is given. */
    public RouteServices() {}

    /** @param services of this process */
    public RouteServices(Services services) {
        this.services = requireNonNull(services, "services is null");
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        camel = camelContext;
        services = camelContext.getRegistry().findSingleByType(Services.class);
        if (services == null) {
            services = ofProcess();
            beans().forEach(camelContext.getRegistry()::bind);
            camelContext.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onContextStopped(CamelContext stopped) {
                    services.close();
                }
            });
        }
    }

    /** What the routes may name, by its name. */
    public Map<String, Object> beans() {
        Map<String, Object> beans = new LinkedHashMap<>();
        // Not for a copy of the route files to leave out: without them a key is code, and an error goes unseen.
        beans.put("aws2-s3", new LiteralKeyComponent());
        beans.put("caught-errors", new CaughtErrors());
        beans.put("row-lines", new RowLines());
        beans.put("bucket", new PlainS3Client(services.bucket()));
        beans.put("td", (Supplier<TDClient>) services::td);
        beans.put("td-key", services.apiKey());
        beans.put("datasets", new DatasetRoutes(services.datasets()));
        beans.put("exports", new Exports(services.bucket(), services.leastRate()));
        beans.put("queries", new Queries(settings().origin().folderOf(Origin.Part.QUERIES)));
        beans.put("bucket-coverage", bucketCoverage());
        beans.put("published-reports", services.reports());
        beans.put("edge-token", new Token(settings().find(Setting.EDGE_TOKEN).orElse("")));
        services.datasets().forEach(dataset -> {
            // What the poll of a dataset works with.
            beans.put("intake-" + dataset.name(), dataset.intake());
            beans.put("listing-" + dataset.name(), listing(dataset));
            beans.put("in-progress-" + dataset.name(), new InProgress(dataset.intake()));
            beans.put("poll-strategy-" + dataset.name(), new PollStrategy(dataset.intake()));
        });
        return beans;
    }

    /** Logback without a configuration logs at DEBUG, where an HTTP client shows the headers that it sends. */
    private static void hideKeys() {
        for (String client : List.of("org.apache.hc.client5.http", "org.apache.http", "software.amazon.awssdk")) {
            if (LoggerFactory.getLogger(client) instanceof Logger logger) {
                logger.setLevel(Level.INFO);
            }
        }
    }

    private static Services ofProcess() {
        hideKeys();
        try {
            return new Services(Settings.read(System.getenv(), Path.of("")), Set.of());
        } catch (SettingsException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private ListedS3Client listing(Dataset dataset) {
        return new ListedS3Client(
                services.bucket(),
                dataset.selection(),
                dataset.intake(),
                new Destinations(
                        settings().get(Setting.S3_IMPORTED_PREFIX), settings().get(Setting.S3_FAILED_PREFIX)),
                services.leastRate());
    }

    private BucketCoverage bucketCoverage() {
        Dataset dataset = services.datasets().first();
        return new BucketCoverage(
                new CameraFolders(
                        new PlainS3Client(services.bucket()), settings().get(Setting.S3_BUCKET)),
                dataset.selection(),
                dataset.prefix(),
                settings().get(Setting.S3_IMPORTED_PREFIX),
                settings().get(Setting.S3_FAILED_PREFIX),
                ZoneId.of(settings().get(Setting.SCORER_TIME_ZONE)));
    }

    private Settings settings() {
        return services.settings();
    }
}
