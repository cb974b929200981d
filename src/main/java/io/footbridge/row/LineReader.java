package io.footbridge.row;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines, each of them one row.
 *
 * <p>Lines end with LF or CRLF, the last one may end with the stream. A byte order mark before the first line is
 * dropped; blank lines hold no data, so they are counted and passed over. A filled buffer is never written again, which
 * lets lines be slices of it however long they are kept.
 */
public class LineReader {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final long LINE_FEEDS = ByteSearch.repeated('\n');

    private final InputStream in;
    private final int maxLineBytes;
    private Entry entry;

    /** The line feeds within the line that was found last: a record of CSV may have some. */
    long lineFeedsInside;

    private byte[] buffer;
    private int position;
    private int limit;
    private long number;
    private long ordinal;
    private boolean ended;

    /**
     * @param size about how many bytes there are: very many small members want no large buffer each
     * @param before how many data lines the object had before these
     */
    LineReader(InputStream in, Entry entry, int maxLineBytes, long size, long before) {
        this.in = in;
        this.entry = entry;
        this.maxLineBytes = maxLineBytes;
        this.ordinal = before;
        this.buffer = new byte[(int) Math.max(1, Math.min(BUFFER_BYTES, size + 1))];
    }

    /**
     * @return the next line with something on it, or null at the end
     * @throws Failure if a line is longer than the limit
     */
    public Line next() throws IOException {
        if (number == 0) {
            skipByteOrderMark();
        }
        while (true) {
            int end = lineEnd();
            if (end < 0) {
                return null;
            }
            int from = position;
            long begin = ++number;
            number += lineFeedsInside;
            position = Math.min(end + 1, limit);
            int to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
            if (to - from > maxLineBytes) {
                throw tooLong(begin);
            }
            if (to > from) {
                return new Line(entry, begin, ++ordinal, buffer, from, to);
            }
        }
    }

    /**
     * Takes the first line for one that names the columns of those that follow.
     *
     * @throws Failure if it does not
     */
    public void takeHeader(ExportFormat format) throws IOException {
        Line first = next();
        if (first != null) {
            ordinal--;
            entry = entry.under(format.header(first.text()));
        }
    }

    /**
     * Reads all that is left, and says whether a line of it may be longer than the limit. What is read at a time is
     * shorter than most limits, so that its last line feed is all there is to look for.
     */
    public boolean hasLongLine() throws IOException {
        if (number > 0) { // What follows the header is in the buffer.
            while (next() != null) {}
        }
        long open = 0; // How long the line is that the last read did not end.
        int read;
        while ((read = in.read(buffer, 0, buffer.length)) >= 0) {
            if (open + read <= maxLineBytes) {
                int last = lastLineFeed(read);
                open = last < 0 ? open + read : read - last - 1;
            } else {
                for (int i = 0; i < read; i++) {
                    open = buffer[i] == '\n' ? 0 : open + 1;
                    if (open > maxLineBytes) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int lastLineFeed(int length) {
        int i = length - 1;
        while (i >= 0 && buffer[i] != '\n') {
            i--;
        }
        return i;
    }

    /** Finds the line feed that ends the line at the position, reading on as needed; -1 if no line is left. */
    private int lineEnd() throws IOException {
        int scanned = position;
        while (true) {
            int end = lineFeed(buffer, scanned, limit, scanned == position);
            if (end >= 0) {
                return end;
            }
            if (ended) {
                return limit > position ? limit : -1;
            }
            if (limit - position > maxLineBytes + 1) { // One more for a CR.
                throw tooLong(number + 1);
            }
            int tail = limit - position;
            fill();
            scanned = position + tail;
        }
    }

    /**
     * Finds the line feed that ends a line; -1 if it has not come yet.
     *
     * @param begins whether the line begins here, or else was looked at up to here
     */
    int lineFeed(byte[] buffer, int from, int limit, boolean begins) {
        int i = from;
        for (; i <= limit - ByteSearch.BYTES; i += ByteSearch.BYTES) {
            long feeds = ByteSearch.matches(ByteSearch.at(buffer, i), LINE_FEEDS);
            if (feeds != 0) {
                return i + ByteSearch.first(feeds);
            }
        }
        for (; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (limit == buffer.length) {
            int tail = limit - position;
            byte[] next = new byte[Math.max(BUFFER_BYTES, 2 * tail)];
            System.arraycopy(buffer, position, next, 0, tail);
            buffer = next;
            position = 0;
            limit = tail;
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            ended = true;
        } else {
            limit += read;
        }
    }

    private void skipByteOrderMark() throws IOException {
        while (limit < BYTE_ORDER_MARK.length && !ended) {
            fill();
        }
        if (Arrays.equals(buffer, 0, Math.min(limit, 3), BYTE_ORDER_MARK, 0, 3)) {
            position = BYTE_ORDER_MARK.length;
        }
    }

    private Failure tooLong(long line) {
        return new Failure(
                Reason.LINE_TOO_LONG,
                "line " + line + " is longer than " + maxLineBytes + " bytes (archive.max-line-bytes)",
                entry.name(),
                line,
                null);
    }
}
