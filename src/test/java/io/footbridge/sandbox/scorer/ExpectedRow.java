package io.footbridge.sandbox.scorer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a row must hold for a line, worked out the plain way and without a word of the application's own code, so that a
 * mistake there does not excuse itself here.
 */
final class ExpectedRow {

    private static final String[] COLUMNS = {
        "datetime", "frame_index", "uid", "type", "confidence", "x", "y", "w", "h", "attributes"
    };
    private static final int DEVICE_SEGMENT = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ZoneId zone;

    ExpectedRow(ZoneId zone) {
        this.zone = zone;
    }

    /** What is wrong with a row, empty if nothing is. */
    String difference(String key, String entry, long number, String line, Map<String, Object> row) {
        Map<String, Object> expected = of(key, entry, number, line);
        Set<String> columns = new HashSet<>(expected.keySet());
        columns.addAll(row.keySet());
        for (String column : columns) {
            Object wanted = expected.get(column);
            Object found = column.equals("attributes") ? json(row.get(column)) : row.get(column);
            if (wanted == null || !wanted.equals(found)) {
                return column + " is " + found + ", not " + wanted;
            }
        }
        return "";
    }

    /** The row for a line, with the attributes parsed. */
    Map<String, Object> of(String key, String entry, long number, String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != COLUMNS.length) {
            throw new IllegalArgumentException("line " + number + " of " + key + " has " + fields.length + " fields");
        }
        Map<String, Object> row = new HashMap<>();
        for (int index = 0; index < fields.length; index++) {
            if (!fields[index].isEmpty()) {
                row.put(COLUMNS[index], value(COLUMNS[index], fields[index]));
            }
        }
        row.put("time", epochSecond(fields[0]));
        row.put("device_id", key.split("/", -1)[DEVICE_SEGMENT]);
        row.put("source_key", key);
        row.put("source_entry", entry);
        row.put("source_line", number);
        return row;
    }

    private static Object value(String column, String field) {
        return switch (column) {
            case "datetime" -> field.indexOf('.') < 0 ? field + ".000" : field;
            case "frame_index", "type" -> Long.parseLong(field);
            case "confidence", "x", "y", "w", "h" -> Double.parseDouble(field);
            case "attributes" -> json(unquoted(field));
            default -> field;
        };
    }

    private long epochSecond(String datetime) {
        return LocalDateTime.parse(datetime.replace(' ', 'T')).atZone(zone).toEpochSecond();
    }

    private static String unquoted(String field) {
        return field.startsWith("\"") ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field;
    }

    /* Text that is not JSON stays text and so differs from every parsed one. */
    private static Object json(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            JsonNode parsed = JSON.readTree(text);
            return parsed.isMissingNode() ? text : parsed;
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
