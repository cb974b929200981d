package io.footbridge.export;

import static java.util.Objects.requireNonNull;

/** One column of the export: its name in TD and what it holds. */
public record Column(String name, ColumnType type) {

    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }
}
