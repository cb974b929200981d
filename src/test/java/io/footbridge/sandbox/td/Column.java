package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A column of a table's schema.
 *
 * @param key the name inside the records
 * @param type as Treasure Data writes it, such as {@code long} or {@code array<string>}
 * @param name the name in SQL
 */
public record Column(String key, String type, String name) {

    /** What every table has without listing it. */
    static final Set<String> RESERVED = Set.of("time", "v");

    private static final Pattern TYPE = Pattern.compile("int|long|float|double|string|(array|map)<.+>");

    /** A column that has the same name in the records and in SQL. */
    public Column(String key, String type) {
        this(key, type, key);
    }

    static boolean isType(String type) {
        return TYPE.matcher(type).matches();
    }

    /** Whether every table has this column without listing it. */
    static boolean isReserved(String key) {
        return RESERVED.contains(key);
    }

    void appendTo(ArrayNode schema) {
        ArrayNode tuple = schema.addArray().add(key).add(type);
        if (!name.equals(key)) {
            tuple.add(name);
        }
    }
}
