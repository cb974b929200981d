package io.footbridge.application;

import io.footbridge.bucket.Survey;
import io.footbridge.bucket.Whereabouts;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.failure.FailureKind;
import io.footbridge.failure.Reason;
import io.footbridge.intake.Dataset;
import io.footbridge.key.Ignored;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.text.Count;
import io.footbridge.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks S3 whether the bucket is there, whether it has anything of what the settings name, and what of it is ignored. */
public final class BucketStartupCheck {

    /** Ten pages: somebody waits for the answer. */
    private static final long MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(BucketStartupCheck.class);

    private final Application application;
    private final Dataset dataset;
    private final Settings settings;
    private boolean mayLackExports;

    public BucketStartupCheck(Application application, Dataset dataset) {
        this.application = application;
        this.dataset = dataset;
        this.settings = dataset.settings();
    }

    /** What is not there: warnings of what may come yet, and as mistakes cameras that never exported, while others have. */
    public record Remarks(List<String> warnings, List<String> mistakes) {}

    /** @throws CommandException if the bucket cannot be listed */
    public void ask() throws CommandException {
        String bucket = settings.get(Setting.S3_BUCKET);
        String prefix = settings.get(Setting.S3_PREFIX);
        try {
            boolean isEmpty = application
                    .services()
                    .bucket()
                    .listObjects(
                            request -> request.bucket(bucket).prefix(prefix).maxKeys(1))
                    .contents()
                    .isEmpty();
            mayLackExports = isEmpty || !dataset.devices().isEmpty();
        } catch (SdkException e) {
            Failure failure = FailureClassifier.s3(e);
            String where =
                    settings.find(Setting.S3_ENDPOINT).map(at -> " at " + at).orElse("");
            String of = dataset.isFirst() ? "" : "dataset " + dataset + ": ";
            String what = of
                    + (failure.reason() == Reason.S3_BUCKET_MISSING
                            ? "there is no bucket '" + bucket + "'" + where
                            : "the bucket '" + bucket + "'" + where + " cannot be listed");
            String advice = switch (failure.reason()) {
                case S3_BUCKET_MISSING -> "s3.bucket (S3_BUCKET) and s3.region (S3_REGION)";
                case S3_DENIED ->
                    "the credentials (S3_ACCESS_KEY_ID), s3.region (S3_REGION) and the permission to list";
                default -> "s3.endpoint (S3_ENDPOINT) and the network";
            };
            String why = what + ": " + failure.getMessage() + "; check " + advice;
            throw failure.kind() == FailureKind.TRANSIENT
                    ? new StartupChecks.NotYetException(why, null, e)
                    : new CommandException(why, e);
        }
    }

    /** @throws SdkException if the bucket cannot be listed */
    public Remarks remarks() {
        String prefix = settings.get(Setting.S3_PREFIX);
        String imported = settings.get(Setting.S3_IMPORTED_PREFIX);
        String failed = settings.get(Setting.S3_FAILED_PREFIX);
        Set<String> wanted = new TreeSet<>(dataset.devices());
        Whereabouts sight = Whereabouts.of(
                application.services().bucket(),
                settings.get(Setting.S3_BUCKET),
                dataset.reading().format().layout(),
                List.of(prefix, imported + prefix, failed + prefix),
                wanted);
        List<String> warnings = new ArrayList<>();
        if (sight.isEmpty()) {
            warnings.add(key(Setting.S3_PREFIX) + ": empty-prefix: nothing lies under '" + prefix + "' ("
                    + Setting.variableOf(key(Setting.S3_PREFIX)) + "), nor has anything gone from there under '"
                    + imported + "' or '" + failed + "'");
        }
        List<String> mistakes = new ArrayList<>();
        sight.cameras().ifPresent(cameras -> {
            wanted.removeAll(cameras);
            for (String camera : wanted) {
                mistakes.add(
                        key(Setting.SCORER_DEVICES) + ": unknown-camera: nothing lies in the bucket of the camera '"
                                + Escaped.of(camera) + "' (" + Setting.variableOf(key(Setting.SCORER_DEVICES)) + ")"
                                + Escaped.of(Suggestion.of(camera, cameras)));
            }
        });
        return new Remarks(warnings, mistakes);
    }

    /** As it is written for the dataset. */
    private String key(Setting setting) {
        return dataset.isFirst() ? setting.key() : "dataset." + dataset + "." + setting.key();
    }

    /** The same in one list, for the log; nothing where it cannot be found out, which others complain about. */
    private List<String> remarksIfKnown() {
        try {
            Remarks remarks = remarks();
            return Stream.concat(remarks.warnings().stream(), remarks.mistakes().stream())
                    .toList();
        } catch (SdkException | IllegalStateException e) {
            LOG.debug("whether the bucket has what the settings name cannot be found out", e);
            return List.of();
        }
    }

    /** To be asked for after {@link #ask}, which tells whether it is worth it. */
    List<String> remarksIfAny() {
        return mayLackExports ? remarksIfKnown() : List.of();
    }

    /** Says it in the log, and nobody waits for it. */
    public void warnMeanwhile() {
        var unused = CompletableFuture.runAsync(() -> remarksIfKnown().forEach(remark -> LOG.warn("{}", remark)));
    }

    /** How many objects under the prefix would be ignored, and why, in one line per cause. */
    public List<String> ignored() throws CommandException {
        Survey survey;
        try {
            survey = application.survey(dataset, MOST);
        } catch (Failure e) {
            throw new CommandException("the objects under the prefix cannot be counted: " + e.getMessage(), e);
        }
        long ignored = survey.seen() - survey.taken();
        String seen = Count.of(survey.seen(), "object");
        String more = "there are more, which were not looked at";
        if (ignored == 0) {
            return survey.isWhole()
                    ? List.of()
                    : List.of("none of the first " + seen + " under the prefix is ignored; " + more);
        }
        List<String> lines = new ArrayList<>();
        lines.add("of " + (survey.isWhole() ? "" : "the first ") + seen + " under "
                + Escaped.of(settings.get(Setting.S3_PREFIX)) + " " + Count.of(ignored, "is ignored", "are ignored")
                + ":");
        for (Ignored cause : Ignored.values()) {
            Survey.Of found = survey.ignored().get(cause);
            if (found != null) {
                lines.add(Count.grouped(found.count()) + " " + cause.why() + ", such as " + Escaped.of(found.first()));
            }
        }
        if (!survey.isWhole()) {
            lines.add(more);
        }
        return lines;
    }
}
