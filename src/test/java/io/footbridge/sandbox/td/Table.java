package io.footbridge.sandbox.td;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A table: a folder with a file for every import and one that describes the table. */
final class Table {

    /** What became of an import. */
    enum Kept {
        /** Nothing came under its id before. */
        FIRST,
        /** The same bytes came under its id before. */
        REPEAT,
        /** Other bytes came under its id before, and stay. */
        DIFFERING_REPEAT
    }

    static final String DESCRIPTION = "table.json";

    private static final String IMPORT_SUFFIX = ".msgpack.gz";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final ObjectNode description;
    private final LongAdder rows = new LongAdder();
    private volatile List<Column> columns = List.of();
    private volatile Set<String> keys = Set.of();

    private Table(Path folder, ObjectNode description) {
        this.folder = folder;
        this.description = description;
    }

    /** Makes a table in a folder that is not there yet. */
    static Table create(Path folder, Parameters parameters) throws Refusal {
        ObjectNode description = JSON.createObjectNode();
        description
                .put("id", Math.floorMod(folder.hashCode(), 1_000_000))
                .put("name", folder.getFileName().toString())
                .put("type", "log")
                .put("created_at", Timestamps.show(Instant.now()))
                .put("include_v", false)
                .put("detect_schema", true);
        parameters.text("idempotent_key").ifPresent(key -> description.put("idempotent_key", key));
        Table table = new Table(folder, description);
        var schema = parameters.json("schema");
        List<Column> columns = schema.isPresent() ? Column.listOf(schema.get()) : List.of();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be made", e);
        }
        table.replaceColumns(columns);
        return table.update(parameters);
    }

    /** Opens a table that was made before. */
    static Table load(Path folder) {
        try {
            ObjectNode description =
                    (ObjectNode) JSON.readTree(folder.resolve(DESCRIPTION).toFile());
            Table table = new Table(folder, description);
            table.adopt(Column.listOf(description.get("schema")));
            table.rows.add(table.countRows());
            return table;
        } catch (IOException | Refusal e) {
            throw new IllegalStateException("table in " + folder + " cannot be opened", e);
        }
    }

    /** Sets what an operator may set: expire_days, include_v, detect_schema. */
    synchronized Table update(Parameters parameters) {
        parameters.text("expire_days").ifPresent(days -> description.put("expire_days", days));
        parameters.text("include_v").ifPresent(flag -> description.put("include_v", Boolean.parseBoolean(flag)));
        parameters
                .text("detect_schema")
                .ifPresent(flag -> description.put("detect_schema", Boolean.parseBoolean(flag)));
        write();
        return this;
    }

    List<Column> columns() {
        return columns;
    }

    /** Whether the record key has its column, listed or reserved. */
    boolean knows(String key) {
        return Column.isReserved(key) || keys.contains(key);
    }

    Optional<String> idempotentKey() {
        return Optional.ofNullable(description.get("idempotent_key")).map(key -> key.asText());
    }

    synchronized void replaceColumns(List<Column> replacement) {
        adopt(replacement);
        write();
    }

    /**
     * Adds the columns that are not there yet.
     *
     * @throws Refusal 422 if one of them is there with another type
     */
    synchronized void appendColumns(List<Column> additions) throws Refusal {
        List<Column> all = new ArrayList<>(columns);
        for (Column addition : additions) {
            Optional<Column> present = all.stream()
                    .filter(column -> column.key().equals(addition.key()))
                    .findFirst();
            if (present.isEmpty()) {
                all.add(addition);
            } else if (!present.get().type().equals(addition.type())) {
                throw new Refusal(
                        422,
                        "Parameters are invalid: column " + addition.key() + " is "
                                + present.get().type() + ", not " + addition.type());
            }
        }
        replaceColumns(all);
    }

    /** Keeps an import that was found to be in order, unless its id was there before. */
    Kept keep(String id, byte[] bytes, ImportBody body) {
        Path file = folder.resolve(id + IMPORT_SUFFIX);
        try {
            Path written = Files.write(folder.resolve("." + UUID.randomUUID() + ".tmp"), bytes);
            synchronized (this) {
                if (Files.exists(file)) {
                    Files.delete(written);
                    return Arrays.equals(Files.readAllBytes(file), bytes) ? Kept.REPEAT : Kept.DIFFERING_REPEAT;
                }
                Files.move(written, file, ATOMIC_MOVE);
                detect(body.newColumns());
            }
            rows.add(body.records());
            return Kept.FIRST;
        } catch (IOException e) {
            throw new UncheckedIOException("import " + file + " cannot be kept", e);
        }
    }

    void forEachRow(Consumer<Map<String, Object>> consumer) {
        imports().forEach(file -> new StoredImport(file).forEachRow(consumer));
    }

    /** The rows in the files, counted one by one. */
    long countRows() {
        return imports().stream()
                .mapToLong(file -> new StoredImport(file).count())
                .sum();
    }

    /** The table as Treasure Data shows it. */
    synchronized ObjectNode show() {
        ObjectNode shown = description.deepCopy();
        shown.remove(List.of("schema", "idempotent_key", "detect_schema"));
        shown.put("name", folder.getFileName().toString());
        shown.put("count", rows.sum()).put("estimated_storage_size", 0).put("delete_protected", false);
        shown.putNull("counter_updated_at").putNull("last_log_timestamp");
        if (!shown.has("expire_days")) {
            shown.putNull("expire_days");
        }
        return shown.put("schema", schema().toString());
    }

    /** The files of the imports, in the order of their ids. */
    List<Path> imports() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(IMPORT_SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be listed", e);
        }
    }

    private void detect(Map<String, String> newColumns) {
        List<Column> all = new ArrayList<>(columns);
        newColumns.forEach((key, type) -> {
            if (!keys.contains(key)) {
                all.add(new Column(key, type));
            }
        });
        if (all.size() > columns.size() && description.path("detect_schema").asBoolean(true)) {
            replaceColumns(all);
        }
    }

    private void adopt(List<Column> adopted) {
        columns = List.copyOf(adopted);
        keys = columns.stream().map(Column::key).collect(toUnmodifiableSet());
    }

    private ArrayNode schema() {
        ArrayNode schema = JSON.createArrayNode();
        columns.forEach(column -> column.appendTo(schema));
        return schema;
    }

    private void write() {
        description.set("schema", schema());
        description.put("updated_at", Timestamps.show(Instant.now()));
        Path file = folder.resolve(DESCRIPTION);
        try {
            Path written = Files.write(folder.resolve(DESCRIPTION + ".tmp"), JSON.writeValueAsBytes(description));
            Files.move(written, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("file " + file + " cannot be written", e);
        }
    }
}
