package io.footbridge.ops;

import io.footbridge.failure.Failure;

/** Asks something that Footbridge depends on whether it is there, within a few seconds. */
@FunctionalInterface
public interface HealthCheck {

    /** @throws Failure if it is not, with the reason */
    void ask();
}
