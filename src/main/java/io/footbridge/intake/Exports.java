package io.footbridge.intake;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.Export;
import io.footbridge.export.ObjectBody;
import io.footbridge.export.RejectLimits;
import io.footbridge.failure.Failure;
import io.footbridge.ops.LogFields;
import org.slf4j.MDC;

/** The bean that opens exports which are in flight, and looks back on them. */
public final class Exports {

    private final ListedS3Client s3;
    private final ArchiveLimits archiveLimits;
    private final BatchLimits batchLimits;
    private final RejectLimits rejectLimits;

    public Exports(ListedS3Client s3, ArchiveLimits archiveLimits, BatchLimits batchLimits, int maxRejects) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.archiveLimits = requireNonNull(archiveLimits, "archiveLimits is null");
        this.batchLimits = requireNonNull(batchLimits, "batchLimits is null");
        // What an object may hold in memory for its bad lines is what it may hold for one line.
        this.rejectLimits = new RejectLimits(maxRejects, archiveLimits.maxLineBytes());
    }

    /**
     * Opens an export until its object is through; nothing is read yet.
     *
     * @throws Failure of its own if the object is not to be tried now
     */
    public Export open(ObjectInFlight object) {
        object.intake().admit(object);
        ObjectBody body = s3.body(object.object());
        Export export = object.isOfRejects()
                ? Export.ofRejects(object.source(), body, batchLimits, rejectLimits)
                : Export.ofArchive(object.source(), body, archiveLimits, batchLimits, rejectLimits, object.before());
        object.intake().opened(object, export);
        MDC.put(LogFields.KEY, object.key()); // What is logged on this thread is about it, until it is released.
        return export;
    }

    /**
     * Requires that some line of an export was good.
     *
     * @throws Failure if it has lines but not one of them was
     */
    public void requireGoodLine(Export export) {
        export.finish();
    }

    /** Remembers that nothing is missing but the object's move, should that have to wait. */
    public void complete(Export export) {
        export.through();
    }
}
