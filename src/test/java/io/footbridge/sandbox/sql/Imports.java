package io.footbridge.sandbox.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** One database of tables that a test fills. */
final class Imports implements Warehouse {

    static final String DATABASE = "shop";

    private final Path folder;
    private final Map<String, Map<String, String>> tables = new TreeMap<>();

    /** Packs records. */
    @FunctionalInterface
    interface Writer {
        void pack(MessagePacker packer) throws IOException;
    }

    Imports(Path folder) {
        this.folder = folder;
    }

    Imports table(String name, Map<String, String> columns) {
        tables.put(name, columns);
        return this;
    }

    /** Adds one import; {@code writer} packs its records. */
    void add(String table, String id, Writer writer) {
        try {
            Files.createDirectories(folder.resolve(table));
            try (MessagePacker packer = MessagePack.newDefaultPacker(new GZIPOutputStream(
                    Files.newOutputStream(folder.resolve(table).resolve(id + ".msgpack.gz"))))) {
                writer.pack(packer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds one import of rows whose values are null, Long, Double, Boolean or String. */
    void addRows(String table, String id, Consumer<Consumer<Map<String, Object>>> rows) {
        add(
                table,
                id,
                packer -> rows.accept(row -> {
                    try {
                        packer.packMapHeader(row.size());
                        for (Map.Entry<String, Object> field : row.entrySet()) {
                            packer.packString(field.getKey());
                            pack(field.getValue(), packer);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    @Override
    public List<String> databases() {
        return List.of(DATABASE);
    }

    @Override
    public List<String> tables(String database) {
        return database.equals(DATABASE) ? List.copyOf(tables.keySet()) : List.of();
    }

    @Override
    public List<Column> columns(String database, String table) {
        return tables.get(table).entrySet().stream()
                .map(column -> new Column(column.getKey(), column.getKey(), column.getValue()))
                .toList();
    }

    @Override
    public List<Path> imports(String database, String table) {
        if (!Files.exists(folder.resolve(table))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(table))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Object value, MessagePacker packer) throws IOException {
        if (value == null) {
            packer.packNil();
        } else if (value instanceof Long number) {
            packer.packLong(number);
        } else if (value instanceof Double number) {
            packer.packDouble(number);
        } else if (value instanceof Boolean flag) {
            packer.packBoolean(flag);
        } else {
            packer.packString(value.toString());
        }
    }
}
