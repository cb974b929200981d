package io.footbridge.runtime;

import com.treasuredata.client.TDClient;
import io.footbridge.bucket.LeastRate;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Datasets;
import io.footbridge.ops.PublishedReports;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.ApiKey;
import io.footbridge.td.Server;
import io.footbridge.td.ServerHealthCheck;
import io.footbridge.td.TdClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.s3.S3Client;

/** What one process works with: its settings, its datasets, its meters, and its clients of S3 and Treasure Data. */
public final class Services implements AutoCloseable {

    /** How long a question about health may take. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PublishedReports reports = new PublishedReports();
    private final Datasets datasets;

    /** Made while Camel is: it takes a good part of the start. */
    private final CompletableFuture<S3Client> bucket;

    private TDClient td;
    private TDClient impatientTd;

    /** @param datasets the names of those to work on; none for all */
    public Services(Settings settings, Set<String> datasets) {
        this.settings = settings;
        this.datasets = new Datasets(
                settings.datasets().stream()
                        .map(each -> new Dataset(each, meters))
                        .toList(),
                datasets);
        this.bucket = CompletableFuture.supplyAsync(() -> S3Clients.of(settings));
    }

    public Settings settings() {
        return settings;
    }

    public Datasets datasets() {
        return datasets;
    }

    public PublishedReports reports() {
        return reports;
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** The bucket as it is, without what the routes' client adds. */
    public S3Client bucket() {
        try {
            return bucket.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Made when it is first asked for: an import needs it only for a table that is missing. */
    public synchronized TDClient td() {
        if (td == null) {
            td = TdClients.of(apiServer(), apiKey(), timeout(), settings.proxies());
        }
        return td;
    }

    /** The same Treasure Data, for questions whose answer is not worth waiting for. */
    public synchronized TDClient impatientTd() {
        if (impatientTd == null) {
            impatientTd = TdClients.impatient(apiServer(), apiKey(), IMPATIENCE, settings.proxies());
        }
        return impatientTd;
    }

    public ApiKey apiKey() {
        return new ApiKey(settings.get(Setting.TD_API_KEY));
    }

    public Server apiServer() {
        return Server.of(settings.get(Setting.TD_API_SERVER));
    }

    public Server importServer() {
        return settings.find(Setting.TD_IMPORT_SERVER)
                .map(Server::of)
                .orElseGet(() -> apiServer().importServer());
    }

    private Duration timeout() {
        return Duration.ofSeconds(settings.integer(Setting.TD_TIMEOUT_SECONDS));
    }

    public ServerHealthCheck healthCheck(Server server) {
        return new ServerHealthCheck(server, apiKey(), settings.proxies(), timeout());
    }

    /** Asks the API server, for an answer that is not worth waiting for. */
    public ServerHealthCheck impatientHealthCheck() {
        return new ServerHealthCheck(apiServer(), apiKey(), settings.proxies(), IMPATIENCE);
    }

    /** How slowly an object may come. */
    public LeastRate leastRate() {
        return new LeastRate(
                settings.integer(Setting.S3_MIN_BYTES_PER_SECOND),
                Duration.ofSeconds(settings.integer(Setting.S3_SLOW_SECONDS)));
    }

    @Override
    public synchronized void close() {
        if (td != null) {
            td.close();
        }
        if (impatientTd != null) {
            impatientTd.close();
        }
        bucket().close();
    }
}
