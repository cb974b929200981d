package io.footbridge.route;

import io.footbridge.failure.Failure;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Datasets;
import io.footbridge.ops.HealthMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** One of Footbridge's own health checks, among those of Camel. */
public final class ObservedHealth extends AbstractHealthCheck {

    private final boolean readiness;
    private final Consumer<HealthCheckResultBuilder> report;

    private ObservedHealth(String id, boolean readiness, Consumer<HealthCheckResultBuilder> report) {
        super("footbridge", id);
        this.readiness = readiness;
        this.report = report;
    }

    /** Is down while something that Footbridge depends on is, and says why; unknown before the first answer. */
    public static ObservedHealth ofDependency(String id, HealthMonitor monitor) {
        return new ObservedHealth(
                id,
                true,
                result -> monitor.last()
                        .ifPresentOrElse(
                                answer -> {
                                    result.detail("asked_at", answer.at().toString());
                                    answer.failure().ifPresentOrElse(failure -> down(result, failure), result::up);
                                },
                                result::unknown));
    }

    /** Is down while no objects of a dataset are taken, and says why. */
    public static ObservedHealth ofIntake(Datasets datasets) {
        return new ObservedHealth("intake", true, result -> {
            result.up();
            for (Dataset dataset : datasets) {
                Optional<Failure> failure = dataset.intake().failure();
                if (failure.isPresent()) {
                    down(result, failure.get());
                    result.detail("dataset", dataset.name());
                    return;
                }
            }
        });
    }

    /** Is down while an object waits for longer than the limit. Readiness is not concerned: others may be on their way. */
    public static ObservedHealth ofBacklog(Datasets datasets, Duration limit) {
        return new ObservedHealth("waiting", false, result -> {
            Instant now = Instant.now();
            Duration oldest = datasets.stream()
                    .flatMap(dataset -> dataset.intake().oldestWaiting(now).stream())
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            result.detail("oldest_seconds", oldest.toSeconds()).up();
            if (oldest.compareTo(limit) > 0) {
                result.down()
                        .message("the oldest object waits for " + oldest.toSeconds() + " s, more than "
                                + limit.toSeconds() + " s");
            }
        });
    }

    @Override
    public boolean isReadiness() {
        return readiness;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        report.accept(result);
    }

    /** The reason goes into the message too, since details are shown only to those who ask for them. */
    private static void down(HealthCheckResultBuilder result, Failure failure) {
        String reason = failure.reason().word();
        result.down().message(reason + ": " + failure.getMessage()).detail("reason", reason);
    }
}
