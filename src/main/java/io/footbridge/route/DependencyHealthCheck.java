package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.ops.HealthMonitor;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is down while something that Footbridge depends on is, and says why; unknown before the first answer. */
public final class DependencyHealthCheck extends AbstractHealthCheck {

    private final HealthMonitor monitor;

    public DependencyHealthCheck(String id, HealthMonitor monitor) {
        super("footbridge", id);
        this.monitor = requireNonNull(monitor, "monitor is null");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        monitor.last().ifPresentOrElse(answer -> tell(answer, result), result::unknown);
    }

    private static void tell(HealthMonitor.Answer answer, HealthCheckResultBuilder result) {
        result.detail("asked_at", answer.at().toString());
        answer.failure().ifPresentOrElse(failure -> down(result, failure), result::up);
    }

    /** The reason goes into the message too, since details are shown only to those who ask for them. */
    static void down(HealthCheckResultBuilder result, Failure failure) {
        String reason = failure.reason().word();
        result.down().message(reason + ": " + failure.getMessage()).detail("reason", reason);
    }
}
