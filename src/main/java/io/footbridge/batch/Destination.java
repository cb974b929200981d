package io.footbridge.batch;

import io.footbridge.row.Column;
import io.footbridge.row.Columns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The table that a batch goes to.
 *
 * @param columns the types that its columns get if it has to be made, by name: {@code long}, {@code double} or
 *     {@code string}; those of others, Treasure Data finds out
 */
public record Destination(String database, String table, Map<String, String> columns) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final List<String> TYPES = List.of("long", "double", "string");

    /** @throws IllegalArgumentException if the database or the table is not a name; either may be of a message */
    public Destination {
        require("database", database);
        require("table", table);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** The table of an export's rows. */
    public static Destination of(String database, String table, Columns columns, boolean lineage) {
        Map<String, String> types = new LinkedHashMap<>();
        for (Column column : columns.all()) {
            if (!column.isOnlyTime()) { // Every table has that one.
                types.put(column.name(), column.type().tdType());
            }
        }
        if (lineage) {
            Columns.LINEAGE.forEach(name -> types.put(name, name.equals("source_line") ? "long" : "string"));
        }
        return new Destination(database, table, types);
    }

    /**
     * Reads a list of columns.
     *
     * @param list {@code name:type,…}
     * @throws IllegalArgumentException if the list is not of that form; the message says where
     */
    static Map<String, String> columns(String list) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : list.isBlank() ? new String[0] : list.split(",", -1)) {
            int colon = column.indexOf(':');
            String type = column.substring(colon + 1).strip();
            if (colon < 1 || !TYPES.contains(type)) {
                throw new IllegalArgumentException(
                        "columns has '" + column + "'; expected name:type with the types long, double and string");
            }
            columns.put(column.substring(0, colon).strip(), type);
        }
        return columns;
    }

    boolean isTableOf(Destination other) {
        return database.equals(other.database) && table.equals(other.table);
    }

    @Override
    public String toString() {
        return database + "." + table;
    }

    private static void require(String what, String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the " + what + " is not a name: letters, digits and _ are expected");
        }
    }
}
