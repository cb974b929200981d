package io.footbridge.sandbox.sql;

import java.nio.file.Path;
import java.util.List;

/** What there is to be queried: databases, their tables, and for each table a folder of imports. */
public interface Warehouse {

    /**
     * A declared column.
     *
     * @param name in SQL
     * @param key the name inside the records
     * @param type Treasure Data's: int, long, float, double, string, array&lt;…> or map&lt;…>
     */
    record Column(String name, String key, String type) {}

    List<String> databases();

    /** The tables of a database; none if there is no such database. */
    List<String> tables(String database);

    /**
     * The declared columns of a table, without {@code time}.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    List<Column> columns(String database, String table);

    /**
     * Where the imports of a table lie, each a file {@code *.msgpack.gz} of records one after another.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    List<Path> imports(String database, String table);
}
