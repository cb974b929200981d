package io.footbridge.sandbox.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.footbridge.sandbox.scorer.ExpectedRow;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** How many people went through each door, by the quarter of an hour: plain CSV with a header, in the time of Tokyo. */
final class Doors implements ShopDataset {

    private static final List<String> DOORS = List.of("north", "south", "garage");
    private static final String HEADER = "door,people,counted_at,note,firmware";
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int QUARTERS = 96;
    private static final double NOTES = 0.05;
    private static final CsvMapper CSV = new CsvMapper();
    private static final CsvSchema COLUMNS = CsvSchema.builder()
            .addColumns(List.of(HEADER.split(",", -1)), CsvSchema.ColumnType.STRING)
            .build();

    private final List<ShopFile> files;

    Doors(long seed, LocalDate day) {
        SplittableRandom random = new SplittableRandom(seed);
        this.files = DOORS.stream().map(door -> file(door, day, random)).toList();
    }

    @Override
    public String name() {
        return "doors";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "S3_PREFIX", "doors/",
                "TD_TABLE", name(),
                "EXPORT_FORMAT", "csv",
                "EXPORT_HEADER", "true",
                "EXPORT_KEYS", "{date}/*.csv",
                "EXPORT_COLUMNS", "counted_at:datetime,door:string,people:long,note:string",
                "SCORER_TIME_ZONE", ZONE.getId());
    }

    @Override
    public List<ShopFile> files() {
        return files;
    }

    @Override
    public ExpectedRow expectedRow() {
        return Doors::row;
    }

    private static ShopFile file(String door, LocalDate day, SplittableRandom random) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        List<String> records = new ArrayList<>(List.of("")); // None begins in the header.
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            String note = random.nextDouble() < NOTES ? "\"the \"\"open\"\" side,\nheld by the staff\"" : "";
            String counted = SECONDS.format(day.atStartOfDay().plusMinutes(15L * quarter));
            String record = door + "," + random.nextInt(80) + "," + counted + "," + note + ",7.2";
            text.append(record).append('\n');
            records.add(record);
            record.lines().skip(1).forEach(rest -> records.add(""));
        }
        String name = door + ".csv";
        return new ShopFile("doors/" + day + "/" + name, name, text.toString(), List.copyOf(records));
    }

    private static Map<String, Object> row(String key, String entry, long line, String record) {
        Map<String, String> fields = fields(record);
        String counted = fields.get("counted_at");
        Map<String, Object> row = new HashMap<>();
        row.put("time", LocalDateTime.parse(counted, SECONDS).atZone(ZONE).toEpochSecond());
        row.put("counted_at", counted + ".000");
        row.put("door", fields.get("door"));
        row.put("people", Long.valueOf(fields.get("people")));
        if (!fields.get("note").isEmpty()) {
            row.put("note", fields.get("note"));
        }
        row.put("source_key", key);
        row.put("source_entry", entry);
        row.put("source_line", line);
        return row;
    }

    private static Map<String, String> fields(String record) {
        try {
            return CSV.readerForMapOf(String.class).with(COLUMNS).readValue(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no record of a door: " + record, e);
        }
    }
}
