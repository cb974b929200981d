package io.footbridge.sandbox.td;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The databases and their tables, each a folder in a folder. */
final class Catalogue {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{3,255}");

    private final Path folder;
    private final NavigableMap<String, NavigableMap<String, Table>> databases = new ConcurrentSkipListMap<>();

    /** Opens what an earlier run left in the folder. */
    Catalogue(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> found = Files.walk(folder, 2)) {
                found.filter(Files::isDirectory).sorted().forEach(this::load);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be opened", e);
        }
    }

    /** The names of the databases with their tables, in order. */
    Map<String, NavigableMap<String, Table>> databases() {
        return databases;
    }

    /**
     * The tables of a database, by name.
     *
     * @throws Refusal 404 if there is no such database
     */
    NavigableMap<String, Table> database(String database) throws Refusal {
        NavigableMap<String, Table> tables = databases.get(database);
        if (tables == null) {
            throw new Refusal(404, "database " + database + " does not exist");
        }
        return tables;
    }

    /**
     * A table.
     *
     * @throws Refusal 404 if there is no such database or no such table in it
     */
    Table table(String database, String table) throws Refusal {
        Table found = database(database).get(table);
        if (found == null) {
            throw new Refusal(404, "table " + database + "." + table + " does not exist");
        }
        return found;
    }

    /**
     * Makes a database.
     *
     * @throws Refusal 400 for a bad name, 409 if it is there
     */
    synchronized void createDatabase(String database) throws Refusal {
        requireName("database", database);
        if (databases.containsKey(database)) {
            throw Refusal.conflict("database " + database + " exists", database);
        }
        try {
            Files.createDirectories(folder.resolve(database));
        } catch (IOException e) {
            throw new UncheckedIOException("folder of database " + database + " cannot be made", e);
        }
        databases.put(database, new ConcurrentSkipListMap<>());
    }

    /**
     * Makes a database that is not there.
     *
     * @throws Refusal 400 for a bad name
     */
    synchronized void createDatabaseUnlessThere(String database) throws Refusal {
        if (!databases.containsKey(database)) {
            createDatabase(database);
        }
    }

    /**
     * Makes a table. Asking again with the same idempotent_key is no conflict.
     *
     * @throws Refusal 400 for a bad name, 404 if there is no such database, 409 if the table is there
     */
    synchronized void createTable(String database, String table, Parameters parameters) throws Refusal {
        NavigableMap<String, Table> tables = database(database);
        requireName("table", table);
        Table present = tables.get(table);
        if (present == null) {
            tables.put(table, Table.create(folder.resolve(database).resolve(table), parameters));
            return;
        }
        Optional<String> key = parameters.text("idempotent_key");
        if (key.isEmpty() || !key.equals(present.idempotentKey())) {
            throw Refusal.conflict("table " + database + "." + table + " exists", table);
        }
    }

    /** Removes a database with its tables and their rows. */
    synchronized void deleteDatabase(String database) throws Refusal {
        database(database);
        databases.remove(database);
        delete(folder.resolve(database));
    }

    /** Removes a table with its rows. */
    synchronized void deleteTable(String database, String table) throws Refusal {
        table(database, table);
        database(database).remove(table);
        delete(folder.resolve(database).resolve(table));
    }

    /**
     * Gives a table another name.
     *
     * @param overwrite whether a table that has the name is deleted
     * @throws Refusal 400 for a bad name, 404 if there is no such table, 409 if the name is taken
     */
    synchronized void renameTable(String database, String table, String name, boolean overwrite) throws Refusal {
        table(database, table);
        requireName("table", name);
        boolean taken = database(database).containsKey(name);
        if (taken && (!overwrite || name.equals(table))) {
            throw Refusal.conflict("table " + database + "." + name + " exists", name);
        }
        if (taken) {
            deleteTable(database, name);
        }
        move(database, table, database, name);
    }

    /**
     * Puts a table into another database.
     *
     * @throws Refusal 404 if the table or the database is not there, 409 if that has a table of this name
     */
    synchronized void moveTable(String database, String table, String destination) throws Refusal {
        table(database, table);
        if (database(destination).containsKey(table)) {
            throw Refusal.conflict("table " + destination + "." + table + " exists", table);
        }
        move(database, table, destination, table);
    }

    /**
     * Gives each of two tables the name of the other.
     *
     * @throws Refusal 404 if one of them is not there
     */
    synchronized void swapTables(String database, String one, String other) throws Refusal {
        table(database, one);
        table(database, other);
        if (!one.equals(other)) {
            String between = "swap_" + UUID.randomUUID().toString().replace('-', '_');
            move(database, one, database, between);
            move(database, other, database, one);
            move(database, between, database, other);
        }
    }

    private void move(String database, String table, String destination, String name) throws Refusal {
        Path moved = folder.resolve(destination).resolve(name);
        database(database).remove(table);
        try {
            Files.move(folder.resolve(database).resolve(table), moved);
        } catch (IOException e) {
            throw new UncheckedIOException("folder of table " + database + "." + table + " cannot be moved", e);
        }
        database(destination).put(name, Table.load(moved));
    }

    private void load(Path found) {
        Path name = folder.relativize(found);
        if (name.getNameCount() == 2 && Files.exists(found.resolve(Table.DESCRIPTION))) {
            databases.get(name.getName(0).toString()).put(name.getName(1).toString(), Table.load(found));
        } else if (name.getNameCount() == 1 && NAME.matcher(name.toString()).matches()) {
            databases.put(name.toString(), new ConcurrentSkipListMap<>());
        }
    }

    private static void requireName(String what, String name) throws Refusal {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(400, what + " name " + name + " is not 3 to 255 of a-z, 0-9 and _");
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + root + " cannot be deleted", e);
        }
    }
}
