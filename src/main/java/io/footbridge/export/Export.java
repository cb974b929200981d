package io.footbridge.export;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Entry;
import io.footbridge.row.Header;
import io.footbridge.row.Line;
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
 * One export in flight: its lines, batch by batch, and what became of them.
 *
 * <p>One thread at a time may use it. A failure stays: every later call throws it again.
 */
public final class Export implements Closeable {

    private final SourceObject source;
    private final LineBatches batches;
    private final RejectLimits rejectLimits;
    private final Progress before;
    private final boolean replayedRejects;
    private final List<Reject> rejects = new ArrayList<>();
    private final Set<Long> rejected = new HashSet<>();

    private boolean complete;
    private long acceptedLines;
    private long rejectedBytes;
    private Entry rejectedEntry;
    private long importedRows;
    private int importedBatches;
    private boolean unanswered;
    private Closeable held = () -> {};

    private Export(
            SourceObject source, LineSource lineSource, Reading reading, Progress before, boolean replayedRejects) {
        this.source = source;
        this.batches = new LineBatches(lineSource, reading.batchLimits(), this::letGo);
        this.rejectLimits = reading.rejectLimits();
        this.before = before;
        this.replayedRejects = replayedRejects;
        this.acceptedLines = before.lines();
        this.importedRows = before.rows();
        this.importedBatches = before.batches();
        this.complete = before.complete();
        this.unanswered = before.unanswered();
    }

    /**
     * The lines of an object of data, be that an archive or one file.
     *
     * @param body the object's bytes, wherever it lies now
     * @param before how far an earlier try came
     */
    public static Export of(SourceObject source, ObjectBody body, Reading reading, Progress before) {
        LineSource lines = ObjectLines.of(source, body, reading.format(), reading.archiveLimits());
        return new Export(source, lines, reading, before, false);
    }

    /**
     * The lines of a file of rejects, whose rows say of which object they are.
     *
     * @param source the object that the lines were in, and what the ids are of
     */
    public static Export ofRejects(SourceObject source, ObjectBody body, Reading reading) {
        LineSource lines = new RejectedLines(source.key(), body, reading.format());
        return new Export(source, lines, reading, Progress.NONE, true);
    }

    public SourceObject source() {
        return source;
    }

    public boolean isOfRejects() {
        return replayedRejects;
    }

    public boolean hasNextBatch() {
        batches.throwFailure();
        return !source.isPlaceholder() && !before.complete() && batches.hasNext();
    }

    /** The lines of the next batch; to be used up before the one after it is asked for. */
    public Iterator<Line> nextBatch() {
        if (!hasNextBatch()) {
            throw new NoSuchElementException("no batch after batch " + batch() + " of " + source.key());
        }
        return batches.next();
    }

    /** The number of the batch that was asked for last, from 1. */
    public int batch() {
        return batches.number();
    }

    /** Whether the row of a line was accepted in an earlier try. */
    public boolean isAccepted(Line line) {
        return before.isAccepted(line.ordinal());
    }

    /**
     * Takes note that a line cannot be imported.
     *
     * @throws Failure if there are more of them than an import may have
     */
    public void reject(Line line, String reason) {
        rejects.add(new Reject(line.alone(), reason));
        rejected.add(line.ordinal());
        Header header = line.entry().header();
        rejectedBytes += line.length() + (header == null ? 0 : header.text().length());
        if (!line.entry().equals(rejectedEntry)) {
            // The member's name, which may be long, is kept with the line; one is in memory anyway.
            rejectedBytes += rejectedEntry == null ? 0 : line.entry().name().length();
            rejectedEntry = line.entry();
        }
        if (replayedRejects) {
            return; // They are in the file already, whatever the limits are now.
        }
        // Rejected lines wait in memory until the file beside the object is written.
        if (rejects.size() > rejectLimits.maxLines() || rejectedBytes > rejectLimits.maxBytes()) {
            throw batches.abandonData(new Failure(
                    Reason.TOO_MANY_REJECTS,
                    "it has more than " + Count.of(rejectLimits.maxLines(), "bad line")
                            + " (import.max-rejects), or more than " + Count.of(rejectLimits.maxBytes(), "byte")
                            + " of them; this one: " + reason,
                    line.entry().name(),
                    line.number(),
                    null));
        }
    }

    /** Gives the export up: no more lines are handed out, and the connection is given back. */
    public Failure abandon(Failure why) {
        return batches.abandon(why);
    }

    /**
     * Looks back on the export once its batches are through.
     *
     * @throws Failure if it has lines but not one of them was good
     */
    public void finish() {
        batches.throwFailure();
        if (lines() > 0 && rejects.size() == lines() && !replayedRejects) {
            Reject first = rejects.get(0);
            throw batches.abandonData(new Failure(
                    Reason.NO_GOOD_LINE,
                    lines() == 1
                            ? "its only line is bad: " + first.reason()
                            : "none of its " + Count.of(lines(), "line") + " is good; the first: " + first.reason(),
                    first.line().entry().name(),
                    first.line().number(),
                    null));
        }
    }

    /** Takes note that the rows in flight were sent, and that it is not known whether they were stored. */
    public void sentWithoutAnswer() {
        unanswered = true;
    }

    /** Whether the rows in flight may have been stored by an attempt that was not answered. */
    public boolean isUnanswered() {
        return unanswered;
    }

    /** Takes note that nothing is missing but the object's move. */
    public void through() {
        complete = true;
    }

    /** How many data lines were handed out so far in this try: the ordinal of the last one. */
    public long lines() {
        return batches.lines();
    }

    /** The lines rejected in this try. */
    public List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    /** Closes what is held for the batch in flight once that is accepted or given up, or the next one is begun. */
    public void hold(Closeable forBatch) {
        letGo();
        held = forBatch;
    }

    /**
     * Takes note that TD accepted the batch in flight, or a part of it.
     *
     * @param lastLine how many of the data lines, counted from the first, are through with that
     */
    public void imported(long rows, long lastLine) {
        if (lastLine >= lines()) { // What is still to be cut from the batch is in the memory that is held.
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
        before.rejected().stream().filter(line -> line > lines() || complete).forEach(all::add);
        return new Progress(acceptedLines, all, importedBatches, importedRows, complete, before.attempts(), unanswered);
    }

    @Override
    public void close() {
        letGo();
        batches.close();
    }

    private void letGo() {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException("what is held for a batch is memory", e);
        }
        held = () -> {};
    }
}
