package io.footbridge.intake;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;
import io.footbridge.export.Progress;
import io.footbridge.failure.Failure;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.Outcome;

/**
 * An object from when it is taken until it is released, and what is known of it so far. It rides on the exchange as the
 * property {@code object}. What changes is guarded by its {@link Intake}.
 */
public final class ObjectInFlight {

    private final Intake intake;
    private final SourceObject object;
    private final SourceObject source;
    private final Progress before;
    private final boolean rejects;

    Outcome outcome = Outcome.LEFT;

    /** Whether it is settled although it stays where it is. */
    boolean stays;

    /** Why it is left, once somebody has said so. */
    Failure why;

    /** Which one it is of those that were tried; 0 if it was not. */
    long number;

    boolean released;
    Export export;
    long openedAt;

    ObjectInFlight(Intake intake, SourceObject object, SourceObject source, Progress before, boolean rejects) {
        this.intake = requireNonNull(intake, "intake is null");
        this.object = requireNonNull(object, "object is null");
        this.source = requireNonNull(source, "source is null");
        this.before = requireNonNull(before, "before is null");
        this.rejects = rejects;
    }

    /** The key under which it lies. */
    public String key() {
        return object.key();
    }

    /** The entity tag that it was listed with, without quotes. */
    public String etag() {
        return object.etag();
    }

    /** In bytes. */
    public long size() {
        return object.size();
    }

    /** What it is of, and where its rows go. */
    public Dataset dataset() {
        return intake.dataset();
    }

    /** What is read from it; null before it is opened. */
    public Export export() {
        return export;
    }

    Intake intake() {
        return intake;
    }

    /** The object as it lies there. */
    SourceObject object() {
        return object;
    }

    /** What its rows and ids are of: itself, unless it lies under the failed prefix. */
    SourceObject source() {
        return source;
    }

    /** How far an earlier try came. */
    Progress before() {
        return before;
    }

    /** Whether it is a file of rejected lines, not an archive. */
    boolean isOfRejects() {
        return rejects;
    }

    boolean isTried() {
        return number > 0;
    }

    /** Whether it is no longer where it came from. */
    boolean isRemoved() {
        return outcome != Outcome.LEFT;
    }
}
