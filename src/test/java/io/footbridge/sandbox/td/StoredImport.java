package io.footbridge.sandbox.td;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.MapValue;
import org.msgpack.value.Value;

/** The rows of one import that was kept as a file. */
final class StoredImport {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;

    StoredImport(Path file) {
        this.file = file;
    }

    long count() {
        try (MessageUnpacker unpacker = open()) {
            long rows = 0;
            while (unpacker.hasNext()) {
                unpacker.skipValue();
                rows++;
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("import " + file + " cannot be counted", e);
        }
    }

    void forEachRow(Consumer<Map<String, Object>> consumer) {
        try (MessageUnpacker unpacker = open()) {
            while (unpacker.hasNext()) {
                consumer.accept(row(unpacker));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("import " + file + " cannot be read", e);
        }
    }

    /** Hands over every record as it was sent. */
    void forEachRecord(Consumer<MapValue> consumer) {
        try (MessageUnpacker unpacker = open()) {
            while (unpacker.hasNext()) {
                consumer.accept(unpacker.unpackValue().asMapValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("import " + file + " cannot be read", e);
        }
    }

    private MessageUnpacker open() throws IOException {
        return MessagePack.newDefaultUnpacker(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES));
    }

    private static Map<String, Object> row(MessageUnpacker unpacker) throws IOException {
        int size = unpacker.unpackMapHeader();
        Map<String, Object> row = new LinkedHashMap<>(size * 2);
        for (int column = 0; column < size; column++) {
            String name = unpacker.unpackString();
            row.put(name, value(unpacker));
        }
        return row;
    }

    private static Object value(MessageUnpacker unpacker) throws IOException {
        return switch (unpacker.getNextFormat().getValueType()) {
            case STRING -> unpacker.unpackString();
            case FLOAT -> unpacker.unpackDouble();
            default -> object(unpacker.unpackValue());
        };
    }

    private static Object object(Value value) {
        return switch (value.getValueType()) {
            case NIL -> null;
            case BOOLEAN -> value.asBooleanValue().getBoolean();
            case INTEGER -> integer(value);
            case FLOAT -> value.asFloatValue().toDouble();
            case STRING -> value.asStringValue().asString();
            case BINARY -> value.asBinaryValue().asByteArray();
            case ARRAY -> list(value);
            case MAP -> map(value);
            case EXTENSION -> throw new IllegalStateException("no column can hold the extension " + value);
        };
    }

    private static Number integer(Value value) {
        return value.asIntegerValue().isInLongRange()
                ? (Number) value.asIntegerValue().asLong()
                : (Number) value.asIntegerValue().asBigInteger();
    }

    private static List<Object> list(Value value) {
        List<Object> list = new ArrayList<>();
        value.asArrayValue().forEach(element -> list.add(object(element)));
        return list;
    }

    private static Map<String, Object> map(Value value) {
        Map<String, Object> map = new LinkedHashMap<>();
        value.asMapValue().map().forEach((key, element) -> map.put(key.toString(), object(element)));
        return map;
    }
}
