package io.footbridge.sandbox.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.airlift.slice.Slices;
import io.footbridge.sandbox.sql.ImportsConnector.Column;
import io.trino.spi.Page;
import io.trino.spi.block.Block;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.connector.ConnectorPageSource;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.VarcharType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueType;

/**
 * Reads records as rows of the columns that a query asks for. The schema is applied on reading: what does not fit a
 * column's type is null, and so is what a record does not have.
 */
final class ImportsPageSource implements ConnectorPageSource {

    private static final int ROWS_PER_PAGE = 8192;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Deque<Path> files;
    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();
    private MessageUnpacker records;
    private long rows;

    ImportsPageSource(List<Path> files, List<Column> columns) {
        this.files = new ArrayDeque<>(files);
        this.columns = columns;
        for (int column = 0; column < columns.size(); column++) {
            positions.put(columns.get(column).key(), column);
        }
    }

    @Override
    public Page getNextPage() {
        BlockBuilder[] builders = columns.stream()
                .map(column -> column.type().createBlockBuilder(null, ROWS_PER_PAGE))
                .toArray(BlockBuilder[]::new);
        int count = 0;
        try {
            while (count < ROWS_PER_PAGE && hasRecord()) {
                readRecord(builders);
                count++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows += count;
        Block[] blocks = new Block[builders.length];
        for (int column = 0; column < blocks.length; column++) {
            blocks[column] = builders[column].build();
        }
        return count == 0 ? null : new Page(count, blocks);
    }

    @Override
    public boolean isFinished() {
        return records == null && files.isEmpty();
    }

    @Override
    public long getCompletedBytes() {
        return rows;
    }

    @Override
    public long getReadTimeNanos() {
        return 0;
    }

    @Override
    public long getMemoryUsage() {
        return 2L * BUFFER_BYTES;
    }

    @Override
    public void close() throws IOException {
        if (records != null) {
            records.close();
            records = null;
        }
        files.clear();
    }

    private boolean hasRecord() throws IOException {
        while (records == null || !records.hasNext()) {
            if (records != null) {
                records.close();
                records = null;
            }
            Path file = files.poll();
            if (file == null) {
                return false;
            }
            records = MessagePack.newDefaultUnpacker(new GZIPInputStream(
                    new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES));
        }
        return true;
    }

    private void readRecord(BlockBuilder[] builders) throws IOException {
        boolean[] read = new boolean[builders.length];
        int fields = records.unpackMapHeader();
        for (int field = 0; field < fields; field++) {
            Integer column = positions.get(key());
            if (column == null || read[column]) {
                records.skipValue();
            } else {
                read(columns.get(column), builders[column]);
                read[column] = true;
            }
        }
        for (int column = 0; column < read.length; column++) {
            if (!read[column]) {
                builders[column].appendNull();
            }
        }
    }

    private String key() throws IOException {
        return records.getNextFormat().getValueType() == ValueType.STRING
                ? records.unpackString()
                : records.unpackValue().toString();
    }

    private void read(Column column, BlockBuilder builder) throws IOException {
        ValueType stored = records.getNextFormat().getValueType();
        if (column.type().equals(BigintType.BIGINT) && stored == ValueType.INTEGER) {
            Value value = records.unpackValue();
            if (value.asIntegerValue().isInLongRange()) {
                BigintType.BIGINT.writeLong(builder, value.asIntegerValue().asLong());
            } else {
                builder.appendNull();
            }
        } else if (column.type().equals(DoubleType.DOUBLE) && stored == ValueType.FLOAT) {
            DoubleType.DOUBLE.writeDouble(builder, records.unpackDouble());
        } else if (column.type().equals(VarcharType.VARCHAR) && stored == ValueType.STRING) {
            VarcharType.VARCHAR.writeSlice(
                    builder, Slices.wrappedBuffer(records.readPayload(records.unpackRawStringHeader())));
        } else {
            convert(records.unpackValue(), column, builder);
        }
    }

    /** Reads a value of another type than the column's. */
    private static void convert(Value value, Column column, BlockBuilder builder) {
        if (value.isNilValue()) {
            builder.appendNull();
        } else if (column.type().equals(VarcharType.VARCHAR)) {
            VarcharType.VARCHAR.writeSlice(
                    builder, Slices.wrappedBuffer(value.toString().getBytes(UTF_8)));
        } else {
            number(value, column, builder);
        }
    }

    /* Treasure Data has no booleans: true counts as 1 and false as 0. */
    private static String text(Value value) {
        if (value.isBooleanValue()) {
            return value.asBooleanValue().getBoolean() ? "1" : "0";
        }
        return value.isStringValue() ? value.asStringValue().asString() : value.toString();
    }

    private static void number(Value value, Column column, BlockBuilder builder) {
        String text = text(value);
        try {
            if (column.type().equals(BigintType.BIGINT)) {
                BigintType.BIGINT.writeLong(builder, Long.parseLong(text));
            } else {
                DoubleType.DOUBLE.writeDouble(builder, Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            builder.appendNull();
        }
    }
}
