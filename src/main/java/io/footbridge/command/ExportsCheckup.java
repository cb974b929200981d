package io.footbridge.command;

import io.footbridge.bucket.Whereabouts;
import io.footbridge.check.Suggestion;
import io.footbridge.failure.Escaped;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** The check of a prefix and of cameras that the settings name: whether the bucket has anything of theirs. */
final class ExportsCheckup {

    private static final Logger LOG = LoggerFactory.getLogger(ExportsCheckup.class);

    private final Application application;
    private final Settings settings;

    ExportsCheckup(Application application) {
        this.application = application;
        this.settings = application.settings();
    }

    /**
     * What is named and is not there.
     *
     * @param warnings what may come yet
     * @param mistakes cameras that have never exported, while others have
     */
    record Remarks(List<String> warnings, List<String> mistakes) {}

    /** @throws SdkException if the bucket cannot be listed */
    Remarks remarks() {
        String prefix = settings.get(Setting.S3_PREFIX);
        Set<String> wanted = new TreeSet<>(application.devices());
        Whereabouts.Sight sight = new Whereabouts(
                        application.bucket(),
                        settings.get(Setting.S3_BUCKET),
                        prefix,
                        settings.get(Setting.S3_IMPORTED_PREFIX),
                        settings.get(Setting.S3_FAILED_PREFIX))
                .look(wanted);
        List<String> warnings = new ArrayList<>();
        if (sight.isEmpty()) {
            warnings.add(
                    "s3.prefix: empty-prefix: nothing lies under '" + prefix + "' (S3_PREFIX), nor has anything gone"
                            + " from there under '" + settings.get(Setting.S3_IMPORTED_PREFIX) + "' or '"
                            + settings.get(Setting.S3_FAILED_PREFIX) + "'");
        }
        List<String> mistakes = new ArrayList<>();
        Optional<Set<String>> cameras = sight.cameras();
        if (cameras.isPresent()) {
            wanted.removeAll(cameras.get());
            for (String camera : wanted) {
                mistakes.add("scorer.devices: unknown-camera: nothing lies in the bucket of the camera '"
                        + Escaped.of(camera) + "' (SCORER_DEVICES)"
                        + Escaped.of(Suggestion.of(camera, cameras.get())));
            }
        }
        return new Remarks(warnings, mistakes);
    }

    /** The same in one list, for the log; nothing where it cannot be found out, which others complain about. */
    List<String> remarksIfKnown() {
        try {
            Remarks remarks = remarks();
            return Stream.of(remarks.warnings(), remarks.mistakes())
                    .flatMap(List::stream)
                    .toList();
        } catch (SdkException | IllegalStateException e) {
            LOG.debug("whether the bucket has what the settings name cannot be found out", e);
            return List.of();
        }
    }

    /** Says it in the log, and nobody waits for it. */
    void warnMeanwhile() {
        var unused = CompletableFuture.runAsync(() -> remarksIfKnown().forEach(remark -> LOG.warn("{}", remark)));
    }
}
