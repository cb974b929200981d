package io.footbridge.export;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sorting;
import io.footbridge.text.Count;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * One export on its way: its lines, cut into batches, and the account of what became of them.
 *
 * <p>Where a batch ends depends on nothing but the lines and the limits. A batch's last line is not handed out before it
 * is known whether another follows: if none does, the archive was read clean to its end by then; if one does, the whole
 * object is read through once before the first batch is finished. So a broken archive is never half imported.
 *
 * <p>One thread at a time may use it. A failure stays: every later call throws it again.
 */
public final class Export implements Closeable {

    private final SourceObject source;
    private final LineSource lineSource;
    private final BatchLimits batchLimits;
    private final RejectLimits rejectLimits;
    private final Progress before;
    private final boolean replayedRejects;
    private final List<Reject> rejects = new ArrayList<>();
    private final Set<Long> rejected = new HashSet<>();

    private Line current;
    private Line ahead;
    private boolean started;
    private boolean checkedWhole;
    private boolean complete;
    private Failure failure;
    private int batch;
    private long lines;
    private long acceptedLines;
    private long rejectedBytes;
    private Entry rejectedEntry;
    private long importedRows;
    private int importedBatches;
    private boolean unanswered;
    private Closeable held = () -> {};

    private Export(
            SourceObject source,
            LineSource lineSource,
            BatchLimits batchLimits,
            RejectLimits rejectLimits,
            Progress before,
            boolean replayedRejects) {
        this.source = requireNonNull(source, "source is null");
        this.lineSource = requireNonNull(lineSource, "lineSource is null");
        this.batchLimits = requireNonNull(batchLimits, "batchLimits is null");
        this.rejectLimits = requireNonNull(rejectLimits, "rejectLimits is null");
        this.before = requireNonNull(before, "before is null");
        this.replayedRejects = replayedRejects;
        this.acceptedLines = before.lines();
        this.importedRows = before.rows();
        this.importedBatches = before.batches();
        this.complete = before.complete();
        this.unanswered = before.unanswered();
    }

    /**
     * The lines of an archive.
     *
     * @param source what the rows and ids are of
     * @param body the archive's bytes, wherever it lies now
     * @param before how far an earlier try came
     */
    public static Export ofArchive(
            SourceObject source,
            ObjectBody body,
            ArchiveLimits archiveLimits,
            BatchLimits batchLimits,
            RejectLimits rejectLimits,
            Progress before) {
        return new Export(source, new Archive(source, body, archiveLimits), batchLimits, rejectLimits, before, false);
    }

    /**
     * The lines of a file of rejects, whose rows say of which archive they are.
     *
     * @param source the archive that the lines were in, and what the ids are of
     */
    public static Export ofRejects(
            SourceObject source, ObjectBody body, BatchLimits batchLimits, RejectLimits rejectLimits) {
        return new Export(
                source, new RejectedLines(source.key(), body), batchLimits, rejectLimits, Progress.NONE, true);
    }

    public SourceObject source() {
        return source;
    }

    /** Whether its lines are those of a file of rejects. */
    public boolean isOfRejects() {
        return replayedRejects;
    }

    /** Whether lines are left. */
    public boolean hasNextBatch() {
        if (!started) {
            started = true;
            if (!source.isPlaceholder() && !complete) {
                ahead = read(lineSource);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return ahead != null;
    }

    /** The lines of the next batch; to be used up before the one after it is asked for. */
    public Iterator<Line> nextBatch() {
        if (!hasNextBatch()) {
            throw new NoSuchElementException("no batch after batch " + batch + " of " + source.key());
        }
        batch++;
        return new BatchLines();
    }

    /** The number of the batch in hand, from 1. */
    public int batch() {
        return batch;
    }

    /** Whether the row of the line in hand was accepted in an earlier try. */
    public boolean isAccepted() {
        return before.isAccepted(lines);
    }

    /**
     * Takes note that the line in hand cannot be imported.
     *
     * @throws Failure if there are more of them than an import may have
     */
    public void reject(String reason) {
        rejects.add(new Reject(current.alone(), reason));
        rejected.add(lines);
        rejectedBytes += current.length();
        if (!current.entry().equals(rejectedEntry)) {
            // The member's name, which may be long, is kept with the line; one is in memory anyway.
            rejectedBytes += rejectedEntry == null ? 0 : current.entry().name().length();
            rejectedEntry = current.entry();
        }
        if (replayedRejects) {
            return; // They are in the file already, whatever the limits are now.
        }
        // Rejected lines wait in memory until the file beside the object is written.
        if (rejects.size() > rejectLimits.maxLines() || rejectedBytes > rejectLimits.maxBytes()) {
            throw abandonData(new Failure(
                    Reason.TOO_MANY_REJECTS,
                    "it has more than " + Count.of(rejectLimits.maxLines(), "bad line")
                            + " (import.max-rejects), or more than " + Count.of(rejectLimits.maxBytes(), "byte")
                            + " of them; this one: " + reason,
                    current.entry().name(),
                    current.number(),
                    null));
        }
    }

    /** Gives the export up: no line is handed out any more, and the connection is given back. */
    public Failure abandon(Failure why) {
        failure = why;
        close();
        return why;
    }

    /**
     * Looks back on the export once its batches are through.
     *
     * @throws Failure if it has lines but not one of them was good
     */
    public void finish() {
        if (failure != null) {
            throw failure;
        }
        if (lines > 0 && rejects.size() == lines && !replayedRejects) {
            Reject first = rejects.get(0);
            throw abandonData(new Failure(
                    Reason.NO_GOOD_LINE,
                    lines == 1
                            ? "its only line is bad: " + first.reason()
                            : "none of its " + Count.of(lines, "line") + " is good; the first: " + first.reason(),
                    first.line().entry().name(),
                    first.line().number(),
                    null));
        }
    }

    /** Takes note that the rows in hand were sent, and that it is not known whether they were stored. */
    public void sentWithoutAnswer() {
        unanswered = true;
    }

    /** Whether the rows in hand may have been stored by an attempt that was not answered. */
    public boolean isUnanswered() {
        return unanswered;
    }

    /** Takes note that nothing is missing but the object's move. */
    public void through() {
        complete = true;
    }

    /** The line in hand, of which the last row is. */
    public Line line() {
        return current;
    }

    /** The data lines read so far in this try. */
    public long lines() {
        return lines;
    }

    /** The lines rejected in this try. */
    public List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    /** Closes what is held for the batch in hand once that is accepted or given up, or the next one is begun. */
    public void hold(Closeable forBatch) {
        letGo();
        held = forBatch;
    }

    /**
     * Takes note that TD accepted the batch in hand, or a part of it.
     *
     * @param lastLine how many of the data lines, counted from the first, are through with that
     */
    public void imported(long rows, long lastLine) {
        if (lastLine >= lines) { // What is still to be cut from the batch is in the memory that is held.
            letGo();
            unanswered = false;
        }
        importedBatches++;
        importedRows += rows;
        acceptedLines = Math.max(acceptedLines, lastLine);
    }

    /** Batches accepted in this try and those before. */
    public int importedBatches() {
        return importedBatches;
    }

    /** Rows accepted in this try and those before. */
    public long importedRows() {
        return importedRows;
    }

    /** Lines rejected, in the try that read the export. */
    public long rejectedLines() {
        return before.complete() ? before.rejected().size() : rejects.size();
    }

    /** Whether there was no line to import in it. */
    public boolean isEmpty() {
        return importedRows == 0 && rejectedLines() == 0;
    }

    /** How far this try and those before it came. */
    public Progress progress() {
        Set<Long> all = new HashSet<>(rejected);
        before.rejected().stream().filter(line -> line > lines || complete).forEach(all::add);
        return new Progress(acceptedLines, all, importedBatches, importedRows, complete, before.attempts(), unanswered);
    }

    @Override
    public void close() {
        letGo();
        lineSource.close();
    }

    private void letGo() {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException("what is held for a batch is memory", e);
        }
        held = () -> {};
    }

    private Line read(LineSource from) {
        try {
            return from.next();
        } catch (Failure e) {
            throw abandon(e);
        } catch (RuntimeException | Error e) {
            // Camel's loop over the lines would only log it, and the object would be in hand for ever.
            throw abandon(Sorting.sort(e));
        }
    }

    /** Gives the export up for what its lines hold, if that is what lies in the bucket. */
    private Failure abandonData(Failure why) {
        checked(lineSource::confirm);
        return abandon(why);
    }

    private void checkWhole() {
        checkedWhole = true;
        checked(lineSource::verify);
    }

    private void checked(Runnable check) {
        try {
            check.run();
        } catch (Failure e) {
            throw abandon(e);
        } catch (RuntimeException | Error e) {
            throw abandon(Sorting.sort(e));
        }
    }

    private final class BatchLines implements Iterator<Line> {

        private int count;
        private long bytes;
        private boolean ended;

        @Override
        public boolean hasNext() {
            return failure == null && !ended;
        }

        @Override
        public Line next() {
            if (!hasNext()) {
                throw new NoSuchElementException("batch " + batch + " of " + source.key() + " is used up");
            }
            current = ahead;
            lines++;
            count++;
            bytes += current.length();
            ahead = read(lineSource);
            ended = ahead == null
                    || count == batchLimits.maxRecords()
                    || bytes + ahead.length() > batchLimits.maxBytes();
            if (ended && ahead != null && !checkedWhole) {
                checkWhole();
            }
            return current;
        }
    }
}
