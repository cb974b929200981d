package io.footbridge.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One row on its way to TD: the typed columns of a line, {@code time}, and the lineage columns.
 *
 * <p>To a route it is a map from column to value (String, Long or Double) that steps may read and change; a column that
 * is not in it is null in TD. Until somebody changes it, it is only the line and its parsed numbers, which is what makes
 * it cheap: {@link #isAsRead()} tells, and the accessors by position serve the batch.
 */
public final class Row extends AbstractMap<String, Object> {

    private final Columns columns;
    private final Line line;
    private final byte[] bytes;
    private final long time;
    private final boolean lineage;

    /** Per column: the value of a long, the bits of a double, or where a text begins in its buffer, and its length. */
    private final long[] values;

    private final boolean[] present;

    /** Per column the bytes of a text that is in none of the row's bytes; null if there is none. */
    private final byte[][] replaced;

    private Map<String, Object> edited;

    /** @param bytes what the texts are in: the line's buffer, or what was made of the line */
    Row(
            Columns columns,
            Line line,
            byte[] bytes,
            long time,
            boolean lineage,
            long[] values,
            boolean[] present,
            byte[][] replaced) {
        this.columns = columns;
        this.line = line;
        this.bytes = bytes;
        this.time = time;
        this.lineage = lineage;
        this.values = values;
        this.present = present;
        this.replaced = replaced;
    }

    /** Whether the row is as it was read; to have looked at it, or to have put in what was there, changes nothing. */
    public boolean isAsRead() {
        return edited == null || edited.equals(asMap());
    }

    public Columns columns() {
        return columns;
    }

    public Line line() {
        return line;
    }

    /** Unix seconds. */
    public long time() {
        return time;
    }

    /** Whether the row carries the lineage columns. */
    public boolean hasLineage() {
        return lineage;
    }

    public boolean isPresent(int column) {
        return present[column];
    }

    public long longAt(int column) {
        return values[column];
    }

    public double doubleAt(int column) {
        return Double.longBitsToDouble(values[column]);
    }

    /** The bytes that the text of a column is a part of; see {@link #textFrom} and {@link #textLength}. */
    public byte[] textBuffer(int column) {
        return replaced != null && replaced[column] != null ? replaced[column] : bytes;
    }

    public int textFrom(int column) {
        return (int) (values[column] >>> 32);
    }

    /** In bytes. */
    public int textLength(int column) {
        return (int) values[column];
    }

    /** Takes a column out of the row, for a step such as {@code ${body.without('h')}}. */
    public Row without(String column) {
        edit().remove(column);
        return this;
    }

    /** Puts a value (String, Long, Integer, Double, Boolean or null) into a column. */
    public Row with(String column, Object value) {
        edit().put(column, value);
        return this;
    }

    @Override
    public Object put(String column, Object value) {
        return edit().put(column, value);
    }

    @Override
    public Object remove(Object column) {
        return edit().remove(column);
    }

    @Override
    public Object get(Object column) {
        return (edited == null ? asMap() : edited).get(column);
    }

    /** The columns and values; a change to the set is a change to the row. */
    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return edit().entrySet();
    }

    /** Two rows are the same only if they are one: a row is an event, not a value. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Where the row comes from, never what it holds: this ends up in logs. */
    @Override
    public String toString() {
        return "row of " + line;
    }

    private Map<String, Object> edit() {
        if (edited == null) {
            edited = asMap();
        }
        return edited;
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(Columns.TIME, time);
        for (int i = 0; i < columns.size(); i++) {
            if (present[i]) {
                map.put(columns.get(i).name(), value(i));
            }
        }
        if (lineage) {
            if (line.entry().device() != null) {
                map.put(Columns.LINEAGE.get(0), line.entry().device());
            }
            map.put(Columns.LINEAGE.get(1), line.entry().key());
            map.put(Columns.LINEAGE.get(2), line.entry().name());
            map.put(Columns.LINEAGE.get(3), line.number());
        }
        return map;
    }

    private Object value(int column) {
        return switch (columns.get(column).type()) {
            case LONG, UNIX -> longAt(column);
            case DOUBLE -> doubleAt(column);
            default -> new String(textBuffer(column), textFrom(column), textLength(column), UTF_8);
        };
    }
}
