package io.footbridge.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.footbridge.export.BadLine;
import io.footbridge.export.Columns;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The bean that packs maps from anywhere, each a row, into one batch. */
public final class MapBatches {

    /** The last second of the year 9999, TD's own bound. */
    private static final long LAST_TIME = 253_402_300_799L;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final String database;
    private final String table;
    private final int gzipLevel;

    /**
     * @param database and table: part of the ids, since it is not published whether TD keeps ids apart by table
     * @param gzipLevel 0 (none) to 9 (smallest); it changes the bytes but not the ids
     */
    public MapBatches(String database, String table, int gzipLevel) {
        this.database = requireNonNull(database, "database is null");
        this.table = requireNonNull(table, "table is null");
        this.gzipLevel = gzipLevel;
    }

    /**
     * Packs rows.
     *
     * @param rows a map from column to value with an integer {@code time} in Unix seconds, or an iterable or an iterator of
     *     such maps; or a {@link Batch}, which goes as it is
     * @param id 32 lower-case hexadecimal digits; null or empty for a hash of the rows, so that the same rows are a repeat,
     *     or for one that is made from the id of the {@link Batch}
     * @throws BadLine if a row has no place in TD; the message names its number, from 1
     * @throws IllegalArgumentException if the rows are no maps, or the id is none
     */
    public Batch pack(Object rows, String id) {
        MessageDigest content = ImportId.sha256();
        content.update((database + '/' + table + '\n').getBytes(UTF_8));
        boolean given = id != null && !id.isEmpty();
        if (given && !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the unique id is not 32 lower-case hexadecimal digits");
        }
        if (rows instanceof Batch packed) {
            content.update(packed.id().getBytes(UTF_8));
            return packed.under(given ? id : ImportId.hex(content));
        }
        BatchPacker packer = new BatchPacker(gzipLevel, content);
        Iterator<?> iterator = iterator(rows);
        for (int number = 1; iterator.hasNext(); number++) {
            add(iterator.next(), number, packer);
        }
        return packer.seal(() -> given ? id : ImportId.hex(content), 1);
    }

    private static Iterator<?> iterator(Object rows) {
        if (rows instanceof Map<?, ?>) {
            return List.of(rows).iterator();
        }
        if (rows instanceof Iterable<?> iterable) {
            return iterable.iterator();
        }
        if (rows instanceof Iterator<?> iterator) {
            return iterator;
        }
        throw new IllegalArgumentException("the body is "
                + (rows == null ? "empty" : "a " + rows.getClass().getName())
                + "; expected a map, or a list or an iterator of maps");
    }

    private static void add(Object row, int number, BatchPacker packer) {
        if (!(row instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("row " + number + " is "
                    + (row == null ? "null" : "a " + row.getClass().getName()) + "; expected a map");
        }
        requireTime(map.get(Columns.TIME), number);
        try {
            packer.add(map);
        } catch (BadLine bad) {
            throw new BadLine("row " + number + ": " + bad.getMessage());
        }
    }

    private static void requireTime(Object time, int number) {
        if (time == null) {
            throw new BadLine("row " + number + ": time is missing; expected Unix seconds");
        }
        if (!(time instanceof Long || time instanceof Integer)) {
            throw new BadLine("row " + number + ": time is a " + time.getClass().getSimpleName()
                    + "; expected Unix seconds as an integer");
        }
        long seconds = ((Number) time).longValue();
        if (seconds < 0 || seconds > LAST_TIME) {
            throw new BadLine(
                    "row " + number + ": time is " + seconds + "; expected Unix seconds from 0 to " + LAST_TIME);
        }
    }
}
