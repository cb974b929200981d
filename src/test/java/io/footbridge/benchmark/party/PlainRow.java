package io.footbridge.benchmark.party;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a line of one file a map, and throws if it cannot be one. */
final class PlainRow {

    private static final DateTimeFormatter DATETIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();
    private static final String[] COLUMNS = {
        "datetime", "frame_index", "uid", "type", "confidence", "x", "y", "w", "h", "attributes"
    };
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String device;
    private final String key;
    private final String entry;

    PlainRow(String device, String key, String entry) {
        this.device = device;
        this.key = key;
        this.entry = entry;
    }

    Map<String, Object> of(CsvRecord line) throws IOException {
        if (line.getFieldCount() != COLUMNS.length) {
            throw new IOException("line " + line.getStartingLineNumber() + " has another number of columns");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        String datetime = line.getField(0);
        row.put("time", LocalDateTime.parse(datetime, DATETIME).toEpochSecond(ZoneOffset.UTC));
        for (int column = 0; column < COLUMNS.length; column++) {
            String field = line.getField(column);
            if (!field.isEmpty()) {
                row.put(COLUMNS[column], value(column, field));
            }
        }
        row.put("device_id", device);
        row.put("source_key", key);
        row.put("source_entry", entry);
        row.put("source_line", line.getStartingLineNumber());
        return row;
    }

    private static Object value(int column, String field) throws IOException {
        return switch (column) {
            case 0 -> field.indexOf('.') < 0 ? field + ".000" : field;
            case 1, 3 -> Long.parseLong(field);
            case 2 -> field;
            case 9 -> json(field);
            default -> finite(field);
        };
    }

    private static double finite(String field) throws IOException {
        double value = Double.parseDouble(field);
        if (!Double.isFinite(value)) {
            throw new IOException("a number is not finite");
        }
        return value;
    }

    private static String json(String field) throws IOException {
        if (JSON.readTree(field).isMissingNode()) {
            throw new IOException("attributes is not JSON");
        }
        return field;
    }
}
