package io.footbridge.row;

import io.footbridge.key.ExportKey;
import io.footbridge.key.KeyLayout;
import java.io.InputStream;
import java.util.List;

/**
 * What the objects of an export are like.
 *
 * @param header whether the first line of each file names the columns, which are then found by name
 * @param columns of a line: in this order, if neither a header nor the format names them
 * @param layout which keys are data, and what they say
 */
public record ExportFormat(Format format, boolean header, Columns columns, KeyLayout layout) {

    /**
     * The format that settings describe.
     *
     * @param format such as {@code csv}
     * @param keys such as {@code {date}/*.csv}
     * @throws IllegalArgumentException if one of them is malformed
     */
    public static ExportFormat of(String format, boolean header, Columns columns, String keys) {
        return new ExportFormat(
                Format.named(format).orElseThrow(() -> new IllegalArgumentException("no format is called " + format)),
                header,
                columns,
                KeyLayout.of(keys));
    }

    /** Lines of TSV without a header, where SCORER Cloud puts them. */
    public static ExportFormat senseVideo(Columns columns) {
        return new ExportFormat(Format.TSV, false, columns, KeyLayout.SENSE_VIDEO);
    }

    /** Whether lines are read as SCORER Cloud writes them. */
    public boolean isSenseVideo() {
        return equals(senseVideo(columns));
    }

    /** The device that a key names; null if it names none. */
    public String device(String key) {
        return layout.match(key).map(ExportKey::device).orElse(null);
    }

    /**
     * Reads the line that names the columns.
     *
     * @throws io.footbridge.failure.Failure if it does not name each of them once
     */
    public Header header(String line) {
        try {
            return Header.of(
                    line, format == Format.CSV ? CsvFields.texts(line) : List.of(line.split("\t", -1)), columns);
        } catch (BadLine e) {
            throw Header.bad("is bad: " + e.getMessage());
        }
    }

    public LineReader reader(InputStream in, Entry entry, int maxLineBytes, long size, long before) {
        return format == Format.CSV
                ? new RecordReader(in, entry, maxLineBytes, size, before)
                : new LineReader(in, entry, maxLineBytes, size, before);
    }

    /** What is written into a fingerprint; the columns are there already. */
    @Override
    public String toString() {
        return format + (header ? " with a header, " : ", ") + layout;
    }
}
