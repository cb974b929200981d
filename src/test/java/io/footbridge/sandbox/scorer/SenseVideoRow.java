package io.footbridge.sandbox.scorer;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The row of a line that SCORER Cloud exports. */
final class SenseVideoRow implements ExpectedRow {

    private static final String[] COLUMNS = {
        "datetime", "frame_index", "uid", "type", "confidence", "x", "y", "w", "h", "attributes"
    };
    private static final int DEVICE_SEGMENT = 3;

    private final ZoneId zone;

    SenseVideoRow(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public Map<String, Object> of(String key, String entry, long number, String line) {
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
            case "attributes" -> JsonText.parsed(unquoted(field));
            default -> field;
        };
    }

    private long epochSecond(String datetime) {
        return LocalDateTime.parse(datetime.replace(' ', 'T')).atZone(zone).toEpochSecond();
    }

    private static String unquoted(String field) {
        return field.startsWith("\"") ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field;
    }
}
