package io.footbridge.row;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * The first line of a file, which names its fields: where each column is.
 *
 * @param fields per column, which of them it is, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody writes to it.
public record Header(String text, int width, int[] fields) {

    /**
     * Finds the columns among the names of fields, in capitals or not. Names that are no column's are fine.
     *
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
        return new Header(text, names.size(), fields);
    }

    static Failure bad(String why) {
        return new Failure(Reason.BAD_HEADER, "the first line, which is to name the columns (export.header), " + why);
    }

    /** Sorts by column what was found by field. */
    public void sort(long[] found, long[] byColumn) {
        for (int column = 0; column < fields.length; column++) {
            byColumn[column] = found[fields[column]];
        }
    }
}
