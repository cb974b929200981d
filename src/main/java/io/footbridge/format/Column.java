package io.footbridge.format;

import static java.util.Objects.requireNonNull;

/** One column of the export: its name in TD and what it holds. */
public record Column(String name, ColumnType type) {

    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    /** Whether the row's time is made from it. */
    public boolean isTime() {
        return type == ColumnType.DATETIME || type == ColumnType.UNIX;
    }

    /** Whether it is the row's time and no column besides. */
    public boolean isOnlyTime() {
        return name.equals(Columns.TIME);
    }
}
