package io.footbridge.sandbox.scorer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.footbridge.sandbox.td.TreasureData;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Holds the rows in Treasure Data against the lines that were exported: for every line there must be exactly one row,
 * found by source_key, source_entry and source_line, with the values that the line says and no others.
 *
 * <p>It keeps one bit per line and the lines of one archive at a time. Not safe for use by several threads.
 */
public final class Comparison {

    private static final int MAX_EXAMPLES = 10;

    /** Where lines come from: a file in an archive. */
    private record Source(String key, String entry) {}

    /** The lines of a source, made when they are needed, which of them must have a row, and which of them have met it. */
    private record Expected(Supplier<List<String>> lines, BitSet wanted, BitSet met) {

        static Expected of(Supplier<List<String>> lines) {
            List<String> now = lines.get();
            BitSet wanted = new BitSet(now.size());
            IntStream.range(0, now.size())
                    .filter(index -> !now.get(index).isEmpty())
                    .forEach(wanted::set);
            return new Expected(lines, wanted, new BitSet());
        }

        /** @param number of a line, from 1, or anything else */
        boolean wants(Object number) {
            return number instanceof Long line
                    && line > 0
                    && line <= wanted.length()
                    && wanted.get(line.intValue() - 1);
        }
    }

    /**
     * What came of a comparison.
     *
     * @param lines the exported lines
     * @param rows the rows in Treasure Data
     * @param missing lines without a row
     * @param doubled rows whose line had a row already
     * @param changed rows that say something else than their line
     * @param unknown rows that name no exported line
     * @param examples some of the differences, in words
     */
    public record Result(
            long lines, long rows, long missing, long doubled, long changed, long unknown, List<String> examples) {

        /** Whether there is exactly one right row for every line, and no other row. */
        public boolean agrees() {
            return missing == 0 && doubled == 0 && changed == 0 && unknown == 0;
        }
    }

    private final ExpectedRow expectedRow;
    private final Map<Source, Expected> sources = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private Source current;
    private List<String> currentLines = List.of();
    private long rows;
    private long doubled;
    private long changed;
    private long unknown;

    /** A comparison of SCORER Cloud's lines that takes their times for this zone's. */
    public Comparison(ZoneId zone) {
        this(new SenseVideoRow(requireNonNull(zone, "zone is null")));
    }

    /** A comparison of lines that become these rows. */
    public Comparison(ExpectedRow expectedRow) {
        this.expectedRow = requireNonNull(expectedRow, "expectedRow is null");
    }

    /** Compares all that a cloud exported with all that a table holds. */
    public static Result of(ScorerCloud cloud, TreasureData td, String database, String table, ZoneId zone) {
        Comparison comparison = new Comparison(zone);
        comparison.expect(cloud);
        return comparison.with(td, database, table);
    }

    /** Compares what is expected with all that a table holds; one that is not there holds nothing. */
    public Result with(TreasureData td, String database, String table) {
        if (td.hasTable(database, table)) {
            td.forEachRow(database, table, this::add);
        }
        return result();
    }

    /** Expects a row for every line of every export. */
    public void expect(ScorerCloud cloud) {
        cloud.keys().forEach(key -> expect(key, cloud.entry(key), () -> cloud.lines(key)));
    }

    /** Expects a row for every one of these lines that is not empty. */
    public void expect(String key, String entry, List<String> lines) {
        List<String> kept = List.copyOf(lines);
        expect(key, entry, () -> kept);
    }

    /** Expects a row for every line that is not empty; the lines are asked for again when their rows come. */
    public void expect(String key, String entry, Supplier<List<String>> lines) {
        sources.put(new Source(key, entry), Expected.of(lines));
    }

    /** Compares one row. */
    public void add(Map<String, Object> row) {
        rows++;
        Source source = new Source(text(row, "source_key"), text(row, "source_entry"));
        Expected expected = sources.get(source);
        if (expected == null || !expected.wants(row.get("source_line"))) {
            unknown++;
            example("unknown", source, row.get("source_line"), "no such line was exported");
            return;
        }
        long line = (Long) row.get("source_line");
        int index = Math.toIntExact(line) - 1;
        if (expected.met().get(index)) {
            doubled++;
            example("doubled", source, line, "its line had a row already");
            return;
        }
        expected.met().set(index);
        String difference = difference(expectedRow.of(source.key(), source.entry(), line, line(source, index)), row);
        if (!difference.isEmpty()) {
            changed++;
            example("changed", source, line, difference);
        }
    }

    /** What the rows so far come to. */
    public Result result() {
        long lines = 0;
        long missing = 0;
        List<String> differences = new ArrayList<>(examples);
        for (Map.Entry<Source, Expected> source : sources.entrySet()) {
            Expected expected = source.getValue();
            lines += expected.wanted().cardinality();
            BitSet absent = (BitSet) expected.wanted().clone();
            absent.andNot(expected.met());
            missing += absent.cardinality();
            if (!absent.isEmpty() && differences.size() < MAX_EXAMPLES) {
                differences.add("missing: " + absent.cardinality() + " of " + source.getKey() + ", the first at line "
                        + (absent.nextSetBit(0) + 1));
            }
        }
        return new Result(lines, rows, missing, doubled, changed, unknown, List.copyOf(differences));
    }

    /** The first column in which a row is not as expected, empty if there is none. */
    private static String difference(Map<String, Object> expected, Map<String, Object> row) {
        Set<String> columns = new HashSet<>(expected.keySet());
        columns.addAll(row.keySet());
        for (String column : columns) {
            Object wanted = expected.get(column);
            Object found = wanted instanceof JsonNode ? JsonText.parsed(row.get(column)) : row.get(column);
            if (wanted == null || !wanted.equals(found)) {
                return column + " is " + found + ", not " + wanted;
            }
        }
        return "";
    }

    private String line(Source source, int index) {
        if (!source.equals(current)) {
            current = source;
            currentLines = sources.get(source).lines().get();
        }
        return currentLines.get(index);
    }

    private void example(String what, Source source, Object line, String difference) {
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(what + ": " + source + " line " + line + ": " + difference);
        }
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }
}
