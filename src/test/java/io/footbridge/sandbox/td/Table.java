package io.footbridge.sandbox.td;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private volatile Schema schema = Schema.EMPTY;

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
        var given = parameters.json("schema");
        table.schema = given.isPresent() ? Schema.of(given.get(), false) : Schema.EMPTY;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be made", e);
        }
        return table.update(parameters);
    }

    /** Opens a table that was made before. */
    static Table load(Path folder) {
        try {
            ObjectNode description =
                    (ObjectNode) JSON.readTree(folder.resolve(DESCRIPTION).toFile());
            Table table = new Table(folder, description);
            table.schema = Schema.of(description.get("schema"), true);
            table.rows.add(table.countRows());
            return table;
        } catch (IOException | Refusal e) {
            throw new IllegalStateException("table in " + folder + " cannot be opened", e);
        }
    }

    /**
     * Sets what an operator may set: expire_days, include_v, detect_schema.
     *
     * @throws Refusal 422 if the days are none
     */
    synchronized Table update(Parameters parameters) throws Refusal {
        Optional<String> days = parameters.text("expire_days").filter(text -> !text.isEmpty());
        if (days.isPresent() && !days.get().matches("\\d{1,9}")) {
            throw new Refusal(422, "Parameters are invalid: expire_days is no number of days but " + days.get());
        }
        days.ifPresent(number -> description.put("expire_days", Integer.parseInt(number)));
        parameters.text("include_v").ifPresent(flag -> description.put("include_v", Boolean.parseBoolean(flag)));
        parameters
                .text("detect_schema")
                .ifPresent(flag -> description.put("detect_schema", Boolean.parseBoolean(flag)));
        write();
        return this;
    }

    List<Column> columns() {
        return schema.columns();
    }

    /** Whether the record key has its column, listed or reserved. */
    boolean knows(String key) {
        return Column.isReserved(key) || schema.has(key);
    }

    Optional<String> idempotentKey() {
        return Optional.ofNullable(description.get("idempotent_key")).map(key -> key.asText());
    }

    /** Gives the table these columns instead of its own. */
    synchronized void replaceColumns(Schema replacement) {
        schema = replacement;
        write();
    }

    /**
     * Adds the columns that are not there yet.
     *
     * @throws Refusal 422 if one of them is there with another type, or the table has too many then
     */
    synchronized void appendColumns(JsonNode additions) throws Refusal {
        Schema all = schema.append(additions);
        if (all.columns().size() > Schema.MAX_COLUMNS) {
            throw new Refusal(
                    422,
                    "Parameters are invalid: the table would have "
                            + all.columns().size() + " columns");
        }
        replaceColumns(all);
    }

    /**
     * Keeps an import that was found to be in order, unless its id was there before.
     *
     * @param maxColumns how many columns the table may have for the import to add to them
     * @throws Refusal 400 if the table would have more
     */
    Kept keep(String id, byte[] bytes, ImportBody body, int maxColumns) throws Refusal {
        Path file = folder.resolve(id + IMPORT_SUFFIX);
        try {
            Path written = Files.write(folder.resolve("." + UUID.randomUUID() + ".tmp"), bytes);
            synchronized (this) {
                if (Files.exists(file)) {
                    Files.delete(written);
                    return Arrays.equals(Files.readAllBytes(file), bytes) ? Kept.REPEAT : Kept.DIFFERING_REPEAT;
                }
                Schema detected = detectsSchema() ? schema.detect(body.newColumns()) : schema;
                if (detected != schema && detected.columns().size() > maxColumns) {
                    Files.delete(written);
                    throw new Refusal(
                            400,
                            "the table would have " + detected.columns().size() + " columns, and " + maxColumns
                                    + " is the limit");
                }
                Files.move(written, file, ATOMIC_MOVE);
                if (detected != schema) {
                    replaceColumns(detected);
                }
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

    /** The rows that were accepted. */
    long rows() {
        return rows.sum();
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
        return shown.put("schema", schema.toJson().toString());
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

    private boolean detectsSchema() {
        return description.path("detect_schema").asBoolean(true);
    }

    private void write() {
        description.set("schema", schema.toJson());
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
