package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.ops.Watch;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is down while something that Footbridge depends on is, and says why; unknown before the first answer. */
public final class WatchHealth extends AbstractHealthCheck {

    private final Watch watch;

    public WatchHealth(String id, Watch watch) {
        super("footbridge", id);
        this.watch = requireNonNull(watch, "watch is null");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        watch.last().ifPresentOrElse(answer -> tell(answer, result), result::unknown);
    }

    private static void tell(Watch.Answer answer, HealthCheckResultBuilder result) {
        result.detail("asked_at", answer.at().toString());
        answer.trouble().ifPresentOrElse(trouble -> down(result, trouble), result::up);
    }

    /** The reason goes into the message too, since details are shown only to those who ask for them. */
    static void down(HealthCheckResultBuilder result, Failure trouble) {
        String reason = trouble.reason().word();
        result.down().message(reason + ": " + trouble.getMessage()).detail("reason", reason);
    }
}
