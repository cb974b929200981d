package io.footbridge.sandbox.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.scorer.ExpectedRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What each till sold: gzipped lines of JSON, with their times in UTC. */
final class Tills implements ShopDataset {

    private static final int TILLS = 2;
    private static final int SALES = 200;
    private static final int MOST_SECONDS_BETWEEN = 360;
    private static final double MEMBERS = 0.3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ShopFile> files = new ArrayList<>();

    Tills(long seed, LocalDate day) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int till = 1; till <= TILLS; till++) {
            files.add(file(till, day, random));
        }
    }

    @Override
    public String name() {
        return "tills";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "S3_PREFIX", "tills/",
                "TD_TABLE", name(),
                "EXPORT_FORMAT", "json",
                "EXPORT_KEYS", "{date}/*.jsonl.gz",
                "EXPORT_COLUMNS", "sold_at:datetime,till:long,amount:double,items:json,member:string");
    }

    @Override
    public List<ShopFile> files() {
        return List.copyOf(files);
    }

    @Override
    public ExpectedRow expectedRow() {
        return Tills::row;
    }

    private static ShopFile file(int till, LocalDate day, SplittableRandom random) {
        Instant sold = day.atTime(1, 0).toInstant(ZoneOffset.UTC);
        List<String> records = new ArrayList<>();
        for (int sale = 0; sale < SALES; sale++) {
            sold = sold.plusSeconds(random.nextInt(1, MOST_SECONDS_BETWEEN));
            String member = random.nextDouble() < MEMBERS ? "\"会員 " + random.nextInt(1000) + "\"" : "null";
            records.add(
                    "{\"till\": %d, \"sold_at\": \"%s\", \"amount\": %d.5, \"items\": [%d, {\"gift\": %b}], \"member\": %s}"
                            .formatted(
                                    till, sold, random.nextInt(200), random.nextInt(9), random.nextBoolean(), member));
        }
        String entry = till + ".jsonl";
        String text = String.join("\n", records) + "\n";
        return new ShopFile("tills/" + day + "/" + entry + ".gz", entry, text, List.copyOf(records));
    }

    private static Map<String, Object> row(String key, String entry, long line, String record) {
        JsonNode sale = sale(record);
        String sold = sale.get("sold_at").textValue();
        Map<String, Object> row = new HashMap<>();
        row.put("time", Instant.parse(sold).getEpochSecond());
        row.put("sold_at", sold);
        row.put("till", sale.get("till").longValue());
        row.put("amount", sale.get("amount").doubleValue());
        row.put("items", sale.get("items"));
        if (!sale.get("member").isNull()) {
            row.put("member", sale.get("member").textValue());
        }
        row.put("source_key", key);
        row.put("source_entry", entry);
        row.put("source_line", line);
        return row;
    }

    private static JsonNode sale(String record) {
        try {
            return JSON.readTree(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no sale: " + record, e);
        }
    }
}
