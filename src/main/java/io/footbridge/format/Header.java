package io.footbridge.format;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.util.Arrays;
import java.util.List;

/** The first line of a file, which names its fields: where each column is. */
public final class Header {

    private final String text;
    private final int width;
    private final int[] fields;

    private Header(String text, int width, int[] fields) {
        this.text = text;
        this.width = width;
        this.fields = fields;
    }

    /**
     * Finds the columns among the names of fields, in capitals or not. Names that are no column's are fine.
     *
     * @param text the line itself
     * @throws Failure if a column is missing, or there twice
     */
    static Header of(String text, List<String> names, Columns columns) {
        int[] fields = new int[columns.size()];
        Arrays.fill(fields, -1);
        for (int i = 0; i < names.size(); i++) {
            int column = columns.indexOf(names.get(i).strip());
            if (column >= 0) {
                if (fields[column] >= 0) {
                    throw bad("names the column " + columns.get(column).name() + " twice");
                }
                fields[column] = i;
            }
        }
        for (int column = 0; column < fields.length; column++) {
            if (fields[column] < 0) {
                throw bad("does not name the column " + columns.get(column).name() + " (export.columns)");
            }
        }
        return new Header(requireNonNull(text, "text is null"), names.size(), fields);
    }

    static Failure bad(String why) {
        return new Failure(Reason.BAD_HEADER, "the first line, which is to name the columns (export.header), " + why);
    }

    /** The line as it stands in the file. */
    public String text() {
        return text;
    }

    /** How many fields a line has. */
    public int width() {
        return width;
    }

    /** Puts what was found for each field where it is looked for by column. */
    public void sort(long[] found, long[] byColumn) {
        for (int column = 0; column < fields.length; column++) {
            byColumn[column] = found[fields[column]];
        }
    }
}
