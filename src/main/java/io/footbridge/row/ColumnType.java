package io.footbridge.row;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a column of the export holds, and the type that its column in TD gets. */
public enum ColumnType {
    /**
     * {@code yyyy-MM-dd HH:mm:ss[.fraction]}, or ISO 8601 where lines are CSV or JSON, kept as text; the row's
     * {@code time} is made from it.
     */
    DATETIME("string"),
    /** Whole seconds since 1970; the row's {@code time} is that. */
    UNIX("long"),
    /** A 64-bit integer. */
    LONG("long"),
    /** A finite 64-bit floating point number. */
    DOUBLE("double"),
    /** Text. */
    STRING("string"),
    /** Text that is JSON, raw or quoted as in CSV. */
    JSON("string");

    private final String tdType;

    ColumnType(String tdType) {
        this.tdType = tdType;
    }

    /** The type in TD's table schema. */
    public String tdType() {
        return tdType;
    }

    /** The name in settings, such as {@code datetime}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ColumnType> named(String name) {
        return Stream.of(values()).filter(type -> type.toString().equals(name)).findFirst();
    }
}
