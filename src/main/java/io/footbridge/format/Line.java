package io.footbridge.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/** One line of an export, or one record of CSV, without its line end: a slice of a buffer that nobody writes to any more. */
public final class Line {

    private final Entry entry;
    private final long number;
    private final long ordinal;
    private final byte[] buffer;
    private final int from;
    private final int to;

    public Line(Entry entry, long number, long ordinal, byte[] buffer, int from, int to) {
        this.entry = requireNonNull(entry, "entry is null");
        this.number = number;
        this.ordinal = ordinal;
        this.buffer = requireNonNull(buffer, "buffer is null");
        this.from = from;
        this.to = to;
    }

    /** Makes a line of its own of a text, for tests and for replaying what was rejected. */
    public static Line of(Entry entry, long number, long ordinal, byte[] bytes) {
        return new Line(entry, number, ordinal, bytes.clone(), 0, bytes.length);
    }

    public Entry entry() {
        return entry;
    }

    /** The same line without the rest of its buffer, to be kept for long. */
    public Line alone() {
        return of(entry, number, ordinal, bytes());
    }

    /** The line in its entry, from 1; of a record of several lines, the one on which it begins. */
    public long number() {
        return number;
    }

    /** Which of all data lines of its object it is, from 1. */
    public long ordinal() {
        return ordinal;
    }

    /** The length in bytes. */
    public int length() {
        return to - from;
    }

    public byte[] bytes() {
        byte[] copy = new byte[length()];
        System.arraycopy(buffer, from, copy, 0, copy.length);
        return copy;
    }

    public String text() {
        return new String(buffer, from, length(), UTF_8);
    }

    public byte[] buffer() {
        return buffer;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** Where the line is, never what it holds: this ends up in logs. */
    @Override
    public String toString() {
        return entry.key() + " " + entry.name() + ":" + number;
    }
}
