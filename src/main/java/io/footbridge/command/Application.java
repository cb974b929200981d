package io.footbridge.command;

import static java.util.Objects.requireNonNull;

import com.treasuredata.client.TDClient;
import io.footbridge.bucket.CameraFolders;
import io.footbridge.bucket.LastFingerprint;
import io.footbridge.bucket.LeastRate;
import io.footbridge.bucket.PlainS3Client;
import io.footbridge.bucket.Survey;
import io.footbridge.check.yaml.SourceFiles;
import io.footbridge.edge.Token;
import io.footbridge.export.KeyLayout;
import io.footbridge.export.Selection;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.intake.Destinations;
import io.footbridge.intake.Intake;
import io.footbridge.intake.ListedS3Client;
import io.footbridge.intake.Settlement;
import io.footbridge.ops.Accounts;
import io.footbridge.ops.PublishedReports;
import io.footbridge.report.BucketCoverage;
import io.footbridge.report.Queries;
import io.footbridge.route.CaughtErrors;
import io.footbridge.route.InProgress;
import io.footbridge.route.IntakeHealth;
import io.footbridge.route.LiteralKeyComponent;
import io.footbridge.route.PollStrategy;
import io.footbridge.settings.Origin;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.Answers;
import io.footbridge.td.ApiKey;
import io.footbridge.td.Outage;
import io.footbridge.td.Probe;
import io.footbridge.td.RefusalStreak;
import io.footbridge.td.Server;
import io.footbridge.td.TdClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** Camel Main with the routes, the settings, and the beans that hold secrets or state. */
public final class Application implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private static final String ROUTES = "routes/*.camel.yaml";

    /** How long a question about health may take. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final Origin sources;
    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Accounts accounts = new Accounts(meters);
    private final PublishedReports reports = new PublishedReports();
    private final RefusalStreak streak = new RefusalStreak();
    private final Outage outage = new Outage();
    private final Intake intake;
    private final Thread stopTaking = new Thread(this::stop, "stop-taking");

    /** Made while Camel is: it takes a good part of the start. */
    private final CompletableFuture<S3Client> bucket;

    private final Optional<Tracing> tracing;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private TDClient td;
    private TDClient impatientTd;

    /** @param directory where {@code routes/} and {@code kamelets/} are looked for */
    public Application(Settings settings, Path directory) {
        this(settings, Origin.only(directory));
    }

    /** @param sources says where {@code routes/} and {@code kamelets/} are */
    Application(Settings settings, Origin sources) {
        this.settings = requireNonNull(settings, "settings is null");
        this.sources = requireNonNull(sources, "sources is null");
        this.intake = new Intake(accounts, KeyLayout.of(settings.get(Setting.EXPORT_KEYS)));
        this.bucket = CompletableFuture.supplyAsync(() -> S3Clients.of(settings));
        Runtime.getRuntime().addShutdownHook(stopTaking);
        this.tracing =
                settings.find(Setting.TRACING_ENDPOINT).map(Server::of).map(at -> new Tracing(at, settings.proxies()));
    }

    public Settings settings() {
        return settings;
    }

    /** How long after a tick what had to be left is tried again. */
    public Duration retryDelay() {
        return Duration.ofSeconds(settings.integer(Setting.SCHEDULE_RETRY_SECONDS));
    }

    public Accounts accounts() {
        return accounts;
    }

    public Intake intake() {
        return intake;
    }

    PublishedReports reports() {
        return reports;
    }

    MeterRegistry meters() {
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

    Probe probe(Server server) {
        return new Probe(server, apiKey(), settings.proxies(), timeout());
    }

    /** For a question whose answer is not worth waiting for. */
    Probe impatientProbe() {
        return new Probe(apiServer(), apiKey(), settings.proxies(), IMPATIENCE);
    }

    /** The same Treasure Data, for questions whose answer is not worth waiting for. */
    synchronized TDClient impatientTd() {
        if (impatientTd == null) {
            impatientTd = TdClients.impatient(apiServer(), apiKey(), IMPATIENCE, settings.proxies());
        }
        return impatientTd;
    }

    /**
     * What lies under the prefix now.
     *
     * @param most how many objects to look at
     */
    Survey survey(long most) {
        return Survey.of(bucket(), settings.get(Setting.S3_BUCKET), settings.get(Setting.S3_PREFIX), selection(), most);
    }

    /** How many objects wait to be imported; nothing if there are more than are counted. */
    OptionalLong waiting() {
        Survey survey = survey(ProgressLine.MOST);
        return survey.isWhole() ? OptionalLong.of(survey.taken()) : OptionalLong.empty();
    }

    LastFingerprint lastFingerprint() {
        return new LastFingerprint(
                bucket(),
                settings.get(Setting.S3_BUCKET),
                settings.get(Setting.S3_FAILED_PREFIX),
                settings.get(Setting.S3_PREFIX),
                settings.get(Setting.TD_DATABASE),
                settings.get(Setting.TD_TABLE));
    }

    /**
     * Camel Main, configured and not started.
     *
     * @param features those that are wanted; routes that are not the jar's are all there in any case
     */
    Main main(Feature... features) {
        Main main = new Main();
        main.configure().withRoutesIncludePattern(routes(Set.of(features)));
        // Read once, by us: Camel would take any file for ISO 8859-1.
        main.setDefaultPropertyPlaceholderLocation("false");
        settings.others().forEach(main::addInitialProperty);
        settings.mounted().forEach(main::addOverrideProperty);
        settingsForRoutes().forEach(main::addOverrideProperty);
        sources.find(Origin.Part.KAMELETS)
                .ifPresent(folder -> main.addOverrideProperty(
                        "camel.component.kamelet.location", "file:" + folder + ",classpath:kamelets"));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                // Late, for Camel has much to do before that while the bucket's client is made.
                beans().forEach(main::bind);
            }
        });
        tracing.ifPresent(traces -> traces.bind(main));
        return main;
    }

    PollCycles pollCycles() {
        return new PollCycles(accounts, intake, Clock.system(ZoneId.of(settings.get(Setting.SCHEDULE_TIME_ZONE))));
    }

    /** Where {@code routes/} and {@code kamelets/} come from. */
    Origin sources() {
        return sources;
    }

    /** What a placeholder in a route may name, with what it stands for. */
    Map<String, String> placeholders() {
        Map<String, String> placeholders = new HashMap<>(settings.others());
        placeholders.putAll(settingsForRoutes());
        return placeholders;
    }

    /** The beans that the routes need not declare: those that hold secrets or state. */
    Map<String, Object> beans() {
        Map<String, Object> beans = new LinkedHashMap<>();
        // Not in a route file: routes that somebody has copied and edited before shall have it too.
        beans.put("aws2-s3", new LiteralKeyComponent());
        beans.put(
                "s3",
                new ListedS3Client(
                        bucket(),
                        selection(),
                        intake,
                        new Destinations(
                                settings.get(Setting.S3_IMPORTED_PREFIX), settings.get(Setting.S3_FAILED_PREFIX)),
                        leastRate()));
        beans.put("bucket", new PlainS3Client(bucket()));
        beans.put("edge-token", new Token(settings.find(Setting.EDGE_TOKEN).orElse("")));
        beans.put("caught-errors", new CaughtErrors());
        beans.put("intake", intake);
        beans.put("in-progress", new InProgress(intake));
        beans.put("poll-strategy", new PollStrategy(intake));
        beans.put("settlement", new Settlement(accounts, streak));
        beans.put("td", (Supplier<TDClient>) this::td);
        beans.put("td-key", apiKey());
        beans.put("answers", new Answers(accounts, streak, outage));
        beans.put("queries", new Queries(settings.origin().folderOf(Origin.Part.QUERIES)));
        beans.put("bucket-coverage", bucketCoverage());
        beans.put("published-reports", reports);
        beans.put("meters", meters);
        beans.put("intake-health", new IntakeHealth(intake));
        return beans;
    }

    @Override
    public synchronized void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopTaking);
        } catch (IllegalStateException e) {
            // The process is being stopped, and the hook has run.
        }
        stopping.countDown();
        tracing.ifPresent(Tracing::close);
        if (td != null) {
            td.close();
        }
        if (impatientTd != null) {
            impatientTd.close();
        }
        bucket().close();
    }

    private void stop() {
        LOG.info("stopping: what is in flight is finished first, for up to {} s", Drain.PATIENCE.toSeconds());
        stopTaking();
    }

    /** What is queued is left; only what is being worked on is finished. */
    void stopTaking() {
        stopping.countDown();
        intake.pause(new Failure(Reason.STOPPING, "Footbridge is stopping"));
    }

    /**
     * Waits, but no longer than until Footbridge is told to stop.
     *
     * @return whether it is told to stop
     */
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
                values.put(setting.key(), settings.find(setting).orElse(""));
            }
        }
        values.put(Setting.EDGE_ENABLED.key(), "false"); // One that stays up turns it on.
        values.put(Setting.TD_IMPORT_SERVER.key(), importServer().toString());
        return values;
    }

    private String routes(Set<Feature> features) {
        if (sources.find(Origin.Part.ROUTES).isPresent()) {
            return "file:" + sources.folderOf(Origin.Part.ROUTES).resolve(ROUTES);
        }
        try {
            // By name: Camel would look for a pattern in all of the jar, which takes it a second.
            Set<Feature> unwanted = EnumSet.allOf(Feature.class);
            unwanted.removeAll(features);
            return SourceFiles.shippedRoutes().stream()
                    .filter(name -> unwanted.stream().noneMatch(feature -> feature.has(name)))
                    .map(name -> "classpath:" + SourceFiles.IN_JAR + name)
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new UncheckedIOException("the routes in the jar cannot be read", e);
        }
    }

    private BucketCoverage bucketCoverage() {
        return new BucketCoverage(
                new CameraFolders(new PlainS3Client(bucket()), settings.get(Setting.S3_BUCKET)),
                selection(),
                settings.get(Setting.S3_PREFIX),
                settings.get(Setting.S3_IMPORTED_PREFIX),
                settings.get(Setting.S3_FAILED_PREFIX),
                ZoneId.of(settings.get(Setting.SCORER_TIME_ZONE)));
    }

    private LeastRate leastRate() {
        return new LeastRate(
                settings.integer(Setting.S3_MIN_BYTES_PER_SECOND),
                Duration.ofSeconds(settings.integer(Setting.S3_SLOW_SECONDS)));
    }

    Server apiServer() {
        return Server.of(settings.get(Setting.TD_API_SERVER));
    }

    private ApiKey apiKey() {
        return new ApiKey(settings.get(Setting.TD_API_KEY));
    }

    private Duration timeout() {
        return Duration.ofSeconds(settings.integer(Setting.TD_TIMEOUT_SECONDS));
    }

    /** The server that takes the imports. */
    Server importServer() {
        return settings.find(Setting.TD_IMPORT_SERVER)
                .map(Server::of)
                .orElseGet(() -> apiServer().importServer());
    }

    private Selection selection() {
        return new Selection(KeyLayout.of(settings.get(Setting.EXPORT_KEYS)), devices());
    }

    /** The ids of the cameras to import; none for all. */
    Set<String> devices() {
        return settings.find(Setting.SCORER_DEVICES)
                .map(list -> Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(device -> !device.isEmpty())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }
}
