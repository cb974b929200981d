package io.footbridge.command;

import static java.util.Objects.requireNonNull;

import com.treasuredata.client.TDClient;
import io.footbridge.bucket.Intake;
import io.footbridge.bucket.LastFingerprint;
import io.footbridge.bucket.ListedS3Client;
import io.footbridge.bucket.PlainS3Client;
import io.footbridge.bucket.Settlement;
import io.footbridge.edge.Token;
import io.footbridge.export.Selection;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.Accounts;
import io.footbridge.report.Queries;
import io.footbridge.route.InProgress;
import io.footbridge.route.IntakeHealth;
import io.footbridge.route.PollStrategy;
import io.footbridge.route.Retry;
import io.footbridge.route.TdImportHttp;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.Answers;
import io.footbridge.td.ApiKey;
import io.footbridge.td.RefusalStreak;
import io.footbridge.td.Server;
import io.footbridge.td.TdClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import software.amazon.awssdk.services.s3.S3Client;

/** Camel Main with the routes, the settings, and the beans that hold secrets or state. */
public final class Application implements AutoCloseable {

    private static final String ROUTES = "routes/*.camel.yaml";

    private final Settings settings;
    private final Path directory;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Accounts accounts = new Accounts(meters);
    private final RefusalStreak streak = new RefusalStreak();
    private final Intake intake = new Intake(accounts);
    private final Thread stopTaking = new Thread(this::stopTaking, "stop-taking");
    private final S3Client bucket;
    private final TDClient td;

    /** @param directory where {@code application.properties} and {@code routes/} are looked for */
    public Application(Settings settings, Path directory) {
        this.settings = requireNonNull(settings, "settings is null");
        this.directory = requireNonNull(directory, "directory is null");
        this.bucket = S3Clients.of(settings);
        Runtime.getRuntime().addShutdownHook(stopTaking);
        this.td = TdClients.of(
                apiServer(),
                new ApiKey(settings.get(Setting.TD_API_KEY)),
                Duration.ofSeconds(settings.integer(Setting.TD_TIMEOUT_SECONDS)));
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

    /** The bucket as it is, without what the routes' client adds. */
    public S3Client bucket() {
        return bucket;
    }

    public TDClient td() {
        return td;
    }

    LastFingerprint lastFingerprint() {
        return new LastFingerprint(bucket, settings.get(Setting.S3_BUCKET), settings.get(Setting.S3_FAILED_PREFIX));
    }

    /** Camel Main, configured and not started. */
    public Main main() {
        Main main = new Main();
        main.configure().withRoutesIncludePattern(routes());
        main.setDefaultPropertyPlaceholderLocation("file:" + directory.resolve("application.properties")
                + ";optional=true,classpath:application.properties;optional=true");
        settings.mounted().forEach(main::addOverrideProperty);
        for (Setting setting : Setting.values()) {
            if (!setting.isSecret()) {
                main.addOverrideProperty(setting.key(), settings.find(setting).orElse(""));
            }
        }
        main.addOverrideProperty(Setting.EDGE_ENABLED.key(), "false"); // One that stays up turns it on.
        main.addOverrideProperty(Setting.TD_IMPORT_SERVER.key(), importServer().toString());
        if (Files.isDirectory(directory.resolve("kamelets"))) {
            main.addOverrideProperty(
                    "camel.component.kamelet.location",
                    "file:" + directory.resolve("kamelets") + ",classpath:kamelets");
        }
        bind(main);
        return main;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopTaking);
        } catch (IllegalStateException e) {
            // The process is being stopped, and the hook has run.
        }
        td.close();
        bucket.close();
    }

    /** What is queued when the signal to stop comes is left; only what is being worked on is finished. */
    private void stopTaking() {
        intake.pause(new Failure(Reason.STOPPING, "Footbridge is stopping"));
    }

    private void bind(Main main) {
        ListedS3Client s3 = new ListedS3Client(bucket, new Selection(devices()), intake);
        main.bind("s3", s3);
        main.bind("bucket", new PlainS3Client(bucket));
        main.bind("edge-token", new Token(settings.find(Setting.EDGE_TOKEN).orElse("")));
        main.bind("intake", intake);
        main.bind("in-progress", new InProgress(intake));
        main.bind("poll-strategy", new PollStrategy(intake));
        main.bind("settlement", new Settlement(intake, accounts, streak));
        main.bind("td", td);
        main.bind("td-key", new ApiKey(settings.get(Setting.TD_API_KEY)));
        main.bind(
                "td-import",
                new TdImportHttp(
                        importServer(), new ApiKey(settings.get(Setting.TD_API_KEY)), "footbridge/" + Version.of()));
        main.bind("answers", new Answers(accounts, streak));
        main.bind("queries", new Queries(directory));
        main.bind("meters", meters);
        main.bind("intake-health", new IntakeHealth(intake));
        main.bind("retry", new Retry(Duration.ofSeconds(settings.integer(Setting.TD_RETRY_SECONDS))));
    }

    private String routes() {
        return Files.isDirectory(directory.resolve("routes"))
                ? "file:" + directory.resolve(ROUTES)
                : "classpath:" + ROUTES;
    }

    private Server apiServer() {
        return Server.of(settings.get(Setting.TD_API_SERVER));
    }

    private Server importServer() {
        return settings.find(Setting.TD_IMPORT_SERVER)
                .map(Server::of)
                .orElseGet(() -> apiServer().importServer());
    }

    private Set<String> devices() {
        return settings.find(Setting.SCORER_DEVICES)
                .map(list -> Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(device -> !device.isEmpty())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }
}
