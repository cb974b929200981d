package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.intake.Intake;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** Lets Camel's S3 consumer ask the {@link Intake} which key it may take, and tell it which one is through. */
public final class InProgress extends ServiceSupport implements IdempotentRepository {

    private final Intake intake;

    public InProgress(Intake intake) {
        this.intake = requireNonNull(intake, "intake is null");
    }

    @Override
    public boolean add(String key) {
        return intake.take(key);
    }

    @Override
    public boolean contains(String key) {
        return intake.object(key) != null;
    }

    @Override
    public boolean remove(String key) {
        intake.release(key);
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    /** What is in flight cannot be forgotten from outside. */
    @Override
    public void clear() {
        // The consumer never calls it; a console might.
    }
}
