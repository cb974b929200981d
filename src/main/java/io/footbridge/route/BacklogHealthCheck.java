package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.dataset.Datasets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is down while an object waits for longer than it should. Readiness is not concerned: others may be on their way. */
public final class BacklogHealthCheck extends AbstractHealthCheck {

    private final Datasets datasets;
    private final Duration limit;

    public BacklogHealthCheck(Datasets datasets, Duration limit) {
        super("footbridge", "waiting");
        this.datasets = requireNonNull(datasets, "datasets is null");
        this.limit = requireNonNull(limit, "limit is null");
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Instant now = Instant.now();
        Duration oldest = datasets.stream()
                .flatMap(dataset -> dataset.intake().oldestWaiting(now).stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        result.detail("oldest_seconds", oldest.toSeconds());
        if (oldest.compareTo(limit) > 0) {
            result.down()
                    .message("the oldest object waits for " + oldest.toSeconds() + " s, more than " + limit.toSeconds()
                            + " s");
        } else {
            result.up();
        }
    }
}
