package io.footbridge.export;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.row.Line;
import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Cuts lines into batches. Where one ends depends on nothing but the lines and the limits.
 *
 * <p>A batch's last line is not handed out before it is known whether another follows: if none does, the lines were read
 * clean to their end by then; if one does, all of them are read through once before the first batch is finished.
 *
 * <p>A failure stays: every later call throws it again.
 */
final class LineBatches implements Closeable {

    private final LineSource source;
    private final BatchLimits limits;
    private final Runnable onFailure;

    private Line ahead;
    private boolean started;
    private boolean checkedWhole;
    private Failure failure;
    private int number;
    private long lines;

    /** @param onFailure run as soon as no line is handed out any more */
    LineBatches(LineSource source, BatchLimits limits, Runnable onFailure) {
        this.onFailure = onFailure;
        this.source = source;
        this.limits = limits;
    }

    boolean hasNext() {
        if (!started) {
            started = true;
            ahead = read();
        }
        throwFailure();
        return ahead != null;
    }

    /** The lines of the next batch; to be used up before the one after it is asked for. */
    Iterator<Line> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no batch after batch " + number);
        }
        number++;
        return new Batch();
    }

    /** The number of the batch that was asked for last, from 1. */
    int number() {
        return number;
    }

    long lines() {
        return lines;
    }

    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends it: no line is handed out any more, and the connection is given back. */
    Failure abandon(Failure why) {
        failure = why;
        onFailure.run();
        close();
        return why;
    }

    /** Ends it for what its lines hold, if that is what lies in the bucket. */
    Failure abandonData(Failure why) {
        checked(source::confirm);
        return abandon(why);
    }

    @Override
    public void close() {
        source.close();
    }

    private Line read() {
        try {
            return source.next();
        } catch (RuntimeException | Error e) {
            throw abandon(FailureClassifier.classify(e));
        }
    }

    private void checked(Runnable check) {
        try {
            check.run();
        } catch (RuntimeException | Error e) {
            // Camel's loop over the lines would only log it, and the object would be in flight for ever.
            throw abandon(FailureClassifier.classify(e));
        }
    }

    private final class Batch implements Iterator<Line> {

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
                throw new NoSuchElementException("batch " + number + " is used up");
            }
            Line line = ahead;
            lines++;
            count++;
            bytes += line.length();
            ahead = read();
            ended = ahead == null || count == limits.maxRecords() || bytes + ahead.length() > limits.maxBytes();
            if (ended && ahead != null && !checkedWhole) {
                checkedWhole = true;
                checked(source::verify);
            }
            return line;
        }
    }
}
