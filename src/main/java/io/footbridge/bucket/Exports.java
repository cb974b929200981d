package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.Export;
import io.footbridge.export.ExportFormat;
import io.footbridge.export.Progress;
import io.footbridge.export.RejectLimits;
import io.footbridge.export.SourceObject;
import io.footbridge.failure.Failure;
import io.footbridge.ops.LogFields;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.MDC;

/** The bean that opens exports which are in flight. */
public final class Exports {

    private final ListedS3Client s3;
    private final Intake intake;
    private final ExportFormat format;
    private final ArchiveLimits archiveLimits;
    private final BatchLimits batchLimits;
    private final RejectLimits rejectLimits;
    private final Map<String, Replayed> replayed = new ConcurrentHashMap<>();

    public Exports(
            ListedS3Client s3,
            Intake intake,
            ExportFormat format,
            ArchiveLimits archiveLimits,
            BatchLimits batchLimits,
            int maxRejects) {
        this.format = requireNonNull(format, "format is null");
        this.s3 = requireNonNull(s3, "s3 is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.archiveLimits = requireNonNull(archiveLimits, "archiveLimits is null");
        this.batchLimits = requireNonNull(batchLimits, "batchLimits is null");
        // What an object may hold in memory for its bad lines is what it may hold for one line.
        this.rejectLimits = new RejectLimits(maxRejects, archiveLimits.maxLineBytes());
    }

    /** What a replayed object is a copy of, and how far that came. */
    private record Replayed(SourceObject source, Progress before, boolean rejects) {}

    /**
     * Opens an export until its object is through; nothing is read yet.
     *
     * @throws Failure of its own if intake was paused since the object was taken
     */
    public Export open(String key) {
        SourceObject object = intake.admit(key);
        Replayed replay = replayed.get(key);
        Export export = replay == null ? listed(object) : replay(object, replay);
        intake.opened(key, export);
        MDC.put(LogFields.KEY, key); // Whatever is logged on this thread is about it, until the intake releases it.
        return export;
    }

    /**
     * Says what an object under the failed prefix is a copy of; to be called before it is opened.
     *
     * @param source what its rows and ids are of
     * @param before how far it came
     */
    void replays(SourceObject object, SourceObject source, Progress before, boolean rejects) {
        replayed.put(object.key(), new Replayed(source, before, rejects));
    }

    /** The replay is over. */
    void forget(SourceObject object) {
        replayed.remove(object.key());
    }

    private Export listed(SourceObject object) {
        return Export.of(
                object, s3.body(object), format, archiveLimits, batchLimits, rejectLimits, intake.progress(object));
    }

    private Export replay(SourceObject object, Replayed replay) {
        return replay.rejects()
                ? Export.ofRejects(replay.source(), s3.body(object), format, batchLimits, rejectLimits)
                : Export.of(
                        replay.source(),
                        s3.body(object),
                        format,
                        archiveLimits,
                        batchLimits,
                        rejectLimits,
                        replay.before());
    }
}
