package io.footbridge.export;

import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureKind;
import io.footbridge.failure.Reason;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.SourceObject;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.row.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The lines of the files in an object, one after the other, in memory that does not grow with it.
 *
 * <p>The end is reached only when all bytes were read and what proves them was seen. Nothing is ever written to disk.
 */
public abstract class ObjectLines implements LineSource {

    final SourceObject source;
    final CheckedBody body;
    final ExportFormat format;
    final ArchiveLimits limits;

    /** Whether somebody else has read it before, and will send it. */
    private boolean isReread;

    private boolean opened;
    private LineReader lines;
    private String entryName;
    private long dataLines;

    @FunctionalInterface
    private interface Step<T> {
        T take() throws IOException;
    }

    ObjectLines(SourceObject source, CheckedBody body, ExportFormat format, ArchiveLimits limits) {
        this.source = source;
        this.body = body;
        this.format = format;
        this.limits = limits;
    }

    /** The lines of an object, which is what its name says: an archive, one gzipped file, or one file as it is. */
    public static ObjectLines of(SourceObject source, ObjectBody body, ExportFormat format, ArchiveLimits limits) {
        return of(source, new CheckedBody(body), format, limits);
    }

    private static ObjectLines of(SourceObject source, CheckedBody body, ExportFormat format, ArchiveLimits limits) {
        return KeyLayout.hasSuffix(source.key(), ".tgz") || KeyLayout.hasSuffix(source.key(), ".tar.gz")
                ? new Archive(source, body, format, limits)
                : new SingleFile(source, body, format, limits);
    }

    abstract void open() throws IOException;

    /** Goes on to what comes next, and {@link #begin begins} it if that is data; false if nothing does. */
    abstract boolean nextEntry() throws IOException;

    abstract void finish() throws IOException;

    @Override
    public final Line next() {
        return sorted(this::read);
    }

    /** Reads it beside the one in use, whose connection would only wait and break. */
    @Override
    public final void verify() {
        body.release();
        try (ObjectLines whole = again()) {
            whole.readThrough(body);
        }
    }

    @Override
    public final void confirm() {
        body.confirm();
    }

    @Override
    public final void close() {
        body.close();
    }

    final boolean isReread() {
        return isReread;
    }

    final String entryName() {
        return entryName;
    }

    /** What follows is about a file, or about none if that is null. */
    final void enter(String name) {
        entryName = name;
    }

    /**
     * The lines of the file that was entered come next.
     *
     * @param size about how many bytes it has
     */
    final void begin(InputStream content, long size) throws IOException {
        Entry entry = new Entry(format.device(source.key()), source.key(), entryName);
        lines = format.reader(content, entry, limits.maxLineBytes(), size, dataLines);
        if (format.header()) {
            lines.takeHeader(format);
        }
    }

    final LimitedInflater unpack() {
        if (source.size() == 0) {
            throw new Failure(Reason.EMPTY_OBJECT, "it has 0 bytes");
        }
        CompressedInput packed = new CompressedInput(body);
        try {
            GzipCompressorInputStream gzip = GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
            return new LimitedInflater(gzip, packed, limits);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(Reason.CORRUPT_GZIP, "it is not gzip: " + Escaped.messageOf(e), e);
        }
    }

    /**
     * What is measured is only whether a line may be too long; which one it is, the lines themselves tell.
     *
     * @param sent the bytes that are to be those that were sound
     */
    private void readThrough(CheckedBody sent) {
        if (sorted(this::hasLongLine)) {
            try (ObjectLines lineByLine = again()) {
                while (lineByLine.next() != null) {}
                sent.holdTo(lineByLine.body);
            }
        } else {
            sent.holdTo(body);
        }
    }

    private ObjectLines again() {
        ObjectLines again = of(source, body.again(), format, limits);
        again.isReread = true;
        return again;
    }

    /** Takes a step; what may only look like the data's fault is made sure of before anybody hears of it. */
    private <T> T sorted(Step<T> step) {
        try {
            return step.take();
        } catch (Failure e) {
            if (e.kind() != FailureKind.DATA) {
                throw e;
            }
            if (e.reason() == Reason.CORRUPT_GZIP || e.reason() == Reason.CORRUPT_TAR) {
                readToTheEnd(); // Only what was read whole may be called broken.
            }
            body.confirm();
            throw e.entry().isEmpty() ? e.in(entryName) : e;
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw corruptTar(Escaped.messageOf(e), e);
        } catch (StackOverflowError e) {
            // commons-compress calls itself for a header about the header that follows, and nothing else here does.
            throw corruptTar("too many headers about one member", e);
        }
    }

    private Failure corruptTar(String why, Throwable cause) {
        readToTheEnd();
        body.confirm();
        return new Failure(Reason.CORRUPT_TAR, "the tar is broken: " + why, entryName, 0, cause);
    }

    private boolean hasLongLine() throws IOException {
        openOnce();
        do {
            if (lines != null && lines.hasLongLine()) {
                return true;
            }
            lines = null;
        } while (nextEntry());
        finish();
        return false;
    }

    private Line read() throws IOException {
        openOnce();
        while (true) {
            if (lines != null) {
                Line line = lines.next();
                if (line != null) {
                    dataLines = line.ordinal();
                    return line;
                }
                lines = null;
            }
            if (!nextEntry()) {
                finish();
                return null;
            }
        }
    }

    private void openOnce() throws IOException {
        if (!opened) {
            open();
            opened = true;
        }
    }

    /** Throws what keeps the object from being read whole, if anything does. */
    private void readToTheEnd() {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new Failure(Reason.S3_UNAVAILABLE, "the object could not be read: " + e.getMessage(), e);
        }
    }
}
