package io.footbridge.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * One line of an export, or one record of CSV, without its line end: a slice of a buffer that nobody writes to any more.
 *
 * @param number of the line in its entry, from 1; of a record of several lines, that of the first
 * @param ordinal which of all data lines of its object it is, from 1
 * @param from the first byte of it in the buffer
 * @param to the byte behind its last one
 */
@SuppressWarnings("ArrayRecordComponent") // A copy of the buffer for each line would take longer than reading it.
public record Line(Entry entry, long number, long ordinal, byte[] buffer, int from, int to) {

    /** A line with bytes of its own. */
    public static Line of(Entry entry, long number, long ordinal, byte[] bytes) {
        return new Line(entry, number, ordinal, bytes, 0, bytes.length);
    }

    /** The same line without the rest of its buffer, to be kept for long. */
    public Line alone() {
        return of(entry, number, ordinal, bytes());
    }

    /** In bytes. */
    public int length() {
        return to - from;
    }

    public byte[] bytes() {
        return Arrays.copyOfRange(buffer, from, to);
    }

    public String text() {
        return new String(buffer, from, length(), UTF_8);
    }

    /** Where the line is, never what it holds: this ends up in logs. */
    @Override
    public String toString() {
        return entry.key() + " " + entry.name() + ":" + number;
    }
}
