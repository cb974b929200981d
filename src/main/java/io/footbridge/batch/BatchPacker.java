package io.footbridge.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.row.BadLine;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.Line;
import io.footbridge.row.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Packs the rows of one batch as they come, so that only compressed bytes wait in memory. */
public final class BatchPacker {

    private final ChunkedBuffer bytes;
    private final MessageDigest md5 = ImportId.digest("MD5");
    private final Places places;
    private final RowsChecksum checksum;
    private final RowWriter writer;
    private int rows;

    private Columns columns;
    private byte[][] names;
    private byte[] time;
    private Entry entry;
    private byte[] lineage;

    @FunctionalInterface
    private interface Packing {

        void pack(MessagePacker packer) throws IOException;
    }

    /**
     * @param memory told how many bytes more the batch is about to take
     * @param places of rows that are to come packed already, else none yet
     */
    BatchPacker(int gzipLevel, IntConsumer memory, Places places) {
        this.bytes = new ChunkedBuffer(memory);
        this.places = places;
        this.checksum = new RowsChecksum(gzip(gzipLevel));
        this.writer = new RowWriter(new OffloadingOutputStream(checksum, SpareCores.OF_THIS_MACHINE));
    }

    /**
     * @param gzipLevel 0 to 9
     * @param content updated with the rows as they are before they are compressed
     */
    BatchPacker(int gzipLevel, MessageDigest content) {
        this.bytes = new ChunkedBuffer(more -> {});
        this.places = new Places(more -> {});
        this.checksum = new RowsChecksum(new DigestOutputStream(gzip(gzipLevel), content));
        this.writer = new RowWriter(new OffloadingOutputStream(checksum, SpareCores.OF_THIS_MACHINE));
    }

    /**
     * Adds the row of a line.
     *
     * @throws BadLine if a step of the route left something in it that has no place in TD
     */
    public void add(Map<?, ?> row, Line line) {
        add(row);
        places.add(line.entry().name(), line.number(), line.ordinal());
    }

    /** Adds a row that comes from no line. */
    void add(Map<?, ?> row) {
        if (row instanceof Row asRead && asRead.isAsRead()) {
            addAsRead(asRead);
        } else {
            writer.packed(encoded(row));
        }
        rows++;
    }

    void addPacked(byte[] packed, int count) {
        writer.packed(packed, 0, count);
    }

    /** How many rows were added one by one. */
    int rows() {
        return rows;
    }

    Place placeOfFirst() {
        return places.of(0);
    }

    /** Ends the batch; nothing can be added any more. */
    RowsChecksum end() {
        writer.close();
        return checksum;
    }

    /** Makes the batch, once it was ended. */
    Batch batch(String id, Destination to, int count, int number, long lastLine) {
        return new Batch(id, to, number, bytes, HexFormat.of().formatHex(md5.digest()), count, places, lastLine);
    }

    /** Ends a batch that is of no object. */
    Batch seal(Supplier<String> id, Destination to) {
        end();
        return batch(id.get(), to, rows, 1, 0);
    }

    private OutputStream gzip(int gzipLevel) {
        try {
            return new Gzip(new DigestOutputStream(bytes, md5), gzipLevel);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }

    private void addAsRead(Row row) {
        if (row.columns() != columns) {
            columns = row.columns();
            names = packedNames(columns);
            time = packedName(Columns.TIME);
        }
        int size = 1 + (row.hasLineage() ? lineageSize(row.line().entry()) : 0);
        for (int i = 0; i < columns.size(); i++) {
            size += row.isPresent(i) ? 1 : 0;
        }
        writer.map(size);
        writer.packed(time);
        writer.integer(row.time());
        for (int i = 0; i < columns.size(); i++) {
            if (row.isPresent(i)) {
                writer.packed(names[i]);
                addColumn(row, i);
            }
        }
        if (row.hasLineage()) {
            addLineage(row);
        }
    }

    private void addColumn(Row row, int column) {
        switch (columns.get(column).type()) {
            case LONG, UNIX -> writer.integer(row.longAt(column));
            case DOUBLE -> writer.real(row.doubleAt(column));
            default -> writer.text(row.textBuffer(column), row.textFrom(column), row.textLength(column));
        }
    }

    private void addLineage(Row row) {
        if (!row.line().entry().equals(entry)) {
            entry = row.line().entry();
            lineage = packedLineage(entry);
        }
        writer.packed(lineage);
        writer.integer(row.line().number());
    }

    private static int lineageSize(Entry entry) {
        return entry.device() == null ? Columns.LINEAGE.size() - 1 : Columns.LINEAGE.size();
    }

    private static byte[][] packedNames(Columns columns) {
        byte[][] names = new byte[columns.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = packedName(columns.get(i).name());
        }
        return names;
    }

    private static byte[] packedName(String name) {
        return msgpack(packer -> packer.packString(name));
    }

    /** The lineage columns of an entry's every row, up to the name of the last: only the line's number changes. */
    private static byte[] packedLineage(Entry entry) {
        return msgpack(packed -> {
            if (entry.device() != null) {
                packed.packString(Columns.LINEAGE.get(0));
                packed.packString(entry.device());
            }
            packed.packString(Columns.LINEAGE.get(1));
            packed.packString(entry.key());
            packed.packString(Columns.LINEAGE.get(2));
            packed.packString(entry.name());
            packed.packString(Columns.LINEAGE.get(3));
        });
    }

    /** Packs a row that a step of the route made or changed, to the side: a bad one must leave no half of it behind. */
    private static byte[] encoded(Map<?, ?> row) {
        if (!(row.get(Columns.TIME) instanceof Long || row.get(Columns.TIME) instanceof Integer)) {
            throw new BadLine("column time is no longer an integer");
        }
        // By name, since a map may be in any order, and the same row is to be the same bytes.
        SortedMap<String, Object> columns = new TreeMap<>();
        for (Map.Entry<?, ?> column : row.entrySet()) {
            if (column.getKey() == null) {
                throw new BadLine("a column has no name");
            }
            if (column.getValue() != null && columns.put(column.getKey().toString(), column.getValue()) != null) {
                throw new BadLine("two columns have the name " + column.getKey());
            }
        }
        return msgpack(packed -> {
            packed.packMapHeader(columns.size());
            for (Map.Entry<String, Object> column : columns.entrySet()) {
                packed.packString(column.getKey());
                packValue(packed, column.getKey(), column.getValue());
            }
        });
    }

    private static byte[] msgpack(Packing packing) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packing.pack(packer);
            return packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }

    private static void packValue(MessagePacker packed, String column, Object value) throws IOException {
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(UTF_8);
            packed.packRawStringHeader(utf8.length);
            packed.writePayload(utf8);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            packed.packLong(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                throw new BadLine("column " + column + " is not a finite number");
            }
            packed.packDouble(number);
        } else if (value instanceof Boolean flag) {
            packed.packLong(flag ? 1 : 0); // TD has no boolean columns; its own loader does the same.
        } else {
            throw new BadLine(
                    "column " + column + " holds a " + value.getClass().getSimpleName() + ", not text or a number");
        }
    }
}
