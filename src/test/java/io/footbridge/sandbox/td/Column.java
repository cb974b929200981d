package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A column of a table's schema.
 *
 * @param key the name inside the records
 * @param type as Treasure Data writes it, such as {@code long} or {@code array<string>}
 * @param name the name in SQL
 */
public record Column(String key, String type, String name) {

    private static final Pattern TYPE = Pattern.compile("int|long|float|double|string|(array|map)<.+>");

    /** A column that has the same name in the records and in SQL. */
    public Column(String key, String type) {
        this(key, type, key);
    }

    /**
     * Reads a schema as clients send it: pairs of key and type, or triples with the SQL name.
     *
     * @throws Refusal 422 if it has another shape, an unknown type or a reserved name
     */
    static List<Column> listOf(JsonNode schema) throws Refusal {
        if (!schema.isArray()) {
            throw new Refusal(422, "Parameters are invalid: schema is not an array but " + schema);
        }
        List<Column> columns = new ArrayList<>();
        for (JsonNode tuple : schema) {
            columns.add(of(tuple));
        }
        return columns;
    }

    private static Column of(JsonNode tuple) throws Refusal {
        if (!tuple.isArray() || tuple.size() < 2 || tuple.size() > 3) {
            throw new Refusal(422, "Parameters are invalid: column " + tuple + " is not [key, type] or with a name");
        }
        String key = tuple.get(0).asText();
        String type = tuple.get(1).asText();
        if (!TYPE.matcher(type).matches()) {
            throw new Refusal(422, "Parameters are invalid: column " + key + " has the unknown type " + type);
        }
        if (isReserved(key)) {
            throw new Refusal(422, "Parameters are invalid: column name " + key + " is reserved");
        }
        return new Column(key, type, tuple.path(2).asText(key));
    }

    /** Whether every table has this column without listing it. */
    static boolean isReserved(String key) {
        return key.equals("time") || key.equals("v");
    }

    void appendTo(ArrayNode schema) {
        ArrayNode tuple = schema.addArray().add(key).add(type);
        if (!name.equals(key)) {
            tuple.add(name);
        }
    }
}
