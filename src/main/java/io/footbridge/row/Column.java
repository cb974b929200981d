package io.footbridge.row;

/** One column of the export: its name in TD and what it holds. */
public record Column(String name, ColumnType type) {

    /** Whether the row's time is made from it. */
    public boolean isTime() {
        return type == ColumnType.DATETIME || type == ColumnType.UNIX;
    }

    /** Whether it is the row's time and no column besides. */
    public boolean isOnlyTime() {
        return name.equals(Columns.TIME);
    }
}
