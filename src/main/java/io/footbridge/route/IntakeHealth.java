package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.intake.Intake;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is down while no objects are taken, and says why. */
public final class IntakeHealth extends AbstractHealthCheck {

    private final Intake intake;

    public IntakeHealth(Intake intake) {
        super("footbridge", "intake");
        this.intake = requireNonNull(intake, "intake is null");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Optional<Failure> trouble = intake.trouble();
        if (trouble.isPresent()) {
            WatchHealth.down(result, trouble.get());
        } else {
            result.up();
        }
    }
}
