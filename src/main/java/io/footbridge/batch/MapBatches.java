package io.footbridge.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.row.BadLine;
import io.footbridge.row.Columns;
import io.footbridge.row.Timestamps;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The bean that packs maps from anywhere, each a row, into one batch. */
public final class MapBatches {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Map<String, String> columns;
    private final int gzipLevel;

    /**
     * @param columns {@code name:type,…} with the types long, double and string, for a table that has to be made; a
     *     {@link Batch} knows its own
     * @param gzipLevel 0 (none) to 9 (smallest); it changes the bytes but not the ids
     */
    public MapBatches(String columns, int gzipLevel) {
        this.columns = Destination.columns(columns);
        this.gzipLevel = gzipLevel;
    }

    /**
     * Packs rows.
     *
     * @param rows a map from column to value with an integer {@code time} in Unix seconds, or an iterable or an iterator of
     *     such maps; or a {@link Batch}, which goes as it is
     * @param database and table: part of the ids, since it is not published whether TD keeps ids apart by table
     * @param id 32 lower-case hexadecimal digits; null or empty for a hash of the rows, so that the same rows are a repeat;
     *     a {@link Batch} keeps its own, and has one made from it for another table than its own
     * @throws BadLine if a row has no place in TD; the message names its number, from 1
     * @throws IllegalArgumentException if the rows are no maps, or the id or a name is none
     */
    public Batch pack(Object rows, String database, String table, String id) {
        Destination destination = new Destination(database, table, columns);
        MessageDigest content = ImportId.sha256();
        content.update((database + '/' + table + '\n').getBytes(UTF_8));
        boolean given = id != null && !id.isEmpty();
        if (given && !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the unique id is not 32 lower-case hexadecimal digits");
        }
        if (rows instanceof Batch packed) {
            if (!given && packed.destination().isTableOf(destination)) {
                return packed;
            }
            content.update(packed.id().getBytes(UTF_8));
            Destination other = columns.isEmpty()
                    ? new Destination(database, table, packed.destination().columns())
                    : destination;
            return packed.to(other, given ? id : ImportId.hex(content));
        }
        BatchPacker packer = new BatchPacker(gzipLevel, content);
        Iterator<?> iterator = iterator(rows);
        for (int number = 1; iterator.hasNext(); number++) {
            add(iterator.next(), number, packer);
        }
        return packer.seal(() -> given ? id : ImportId.hex(content), destination);
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
        if (seconds < 0 || seconds > Timestamps.LAST_SECOND) {
            throw new BadLine("row " + number + ": time is " + seconds + "; expected Unix seconds from 0 to "
                    + Timestamps.LAST_SECOND);
        }
    }
}
