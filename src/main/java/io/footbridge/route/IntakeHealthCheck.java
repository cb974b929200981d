package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.dataset.Dataset;
import io.footbridge.dataset.Datasets;
import io.footbridge.failure.Failure;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is down while no objects are taken, and says why. */
public final class IntakeHealthCheck extends AbstractHealthCheck {

    private final Datasets datasets;

    public IntakeHealthCheck(Datasets datasets) {
        super("footbridge", "intake");
        this.datasets = requireNonNull(datasets, "datasets is null");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.up();
        for (Dataset dataset : datasets) {
            Optional<Failure> failure = dataset.intake().failure();
            if (failure.isPresent()) {
                DependencyHealthCheck.down(result, failure.get());
                result.detail("dataset", dataset.name());
                return;
            }
        }
    }
}
