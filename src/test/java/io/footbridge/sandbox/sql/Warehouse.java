package io.footbridge.sandbox.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What there is to be queried: databases, their tables, and for each table a folder of imports. */
public interface Warehouse {

    List<String> databases();

    /** The tables of a database; none if there is no such database. */
    List<String> tables(String database);

    /**
     * The declared columns of a table, without {@code time}, each with Treasure Data's type: int, long, float, double,
     * string, array&lt;…> or map&lt;…>.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    Map<String, String> columns(String database, String table);

    /**
     * Where the imports of a table lie, each a file {@code *.msgpack.gz} of records one after another.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    List<Path> imports(String database, String table);
}
