package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpConflictException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.TDClientHttpNotFoundException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import com.treasuredata.client.model.TDTable;
import io.footbridge.export.Column;
import io.footbridge.export.Columns;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean that makes the database and the table where TD has none, and declares the types of its columns. */
public final class Tables {

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    private final Supplier<TDClient> td;
    private final String database;
    private final String table;
    private final List<TDColumn> columns;

    /** @param td asked for when the first table is missing: making the client takes a good part of a start */
    public Tables(Supplier<TDClient> td, String database, String table, Columns columns, boolean lineage) {
        this(td, database, table, schema(columns, lineage));
    }

    Tables(Supplier<TDClient> td, String database, String table, List<TDColumn> columns) {
        this.td = requireNonNull(td, "td is null");
        this.database = requireNonNull(database, "database is null");
        this.table = requireNonNull(table, "table is null");
        this.columns = List.copyOf(columns);
    }

    /**
     * Makes what is missing. Several threads may find it missing at once: the others wait, and find nothing to do.
     *
     * @throws Failure if the key may not, or TD does not answer
     */
    public synchronized void create() {
        try {
            if (!createTable()) {
                createDatabase();
                createTable();
            }
            declareColumns();
        } catch (TDClientHttpException e) {
            throw sort(e);
        } catch (OversizedAnswer e) {
            throw new Failure(Reason.TD_UNEXPECTED_ANSWER, e.getMessage(), e);
        } catch (TDClientException e) {
            throw new Failure(
                    Reason.TD_UNAVAILABLE,
                    "Treasure Data does not answer: " + Quoted.hidden(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private boolean createTable() {
        try {
            td.get().createTable(database, table);
            LOG.info("made the table {}.{}", database, table);
            return true;
        } catch (TDClientHttpConflictException e) {
            return true; // Somebody else has made it meanwhile.
        } catch (TDClientHttpNotFoundException e) {
            return false;
        }
    }

    private void createDatabase() {
        try {
            td.get().createDatabase(database);
            LOG.info("made the database {}", database);
        } catch (TDClientHttpConflictException e) {
            // Somebody else has made it meanwhile.
        }
    }

    private void declareColumns() {
        TDTable current = td.get().showTable(database, table);
        Set<String> declared =
                current.getColumns().stream().map(TDColumn::getName).collect(Collectors.toSet());
        List<TDColumn> missing = columns.stream()
                .filter(column -> !declared.contains(column.getName()))
                .toList();
        if (!missing.isEmpty()) {
            td.get().appendTableSchema(database, table, missing);
        }
    }

    private Failure sort(TDClientHttpException e) {
        return switch (e.getStatusCode()) {
            case 401 -> new Failure(Reason.TD_UNAUTHORIZED, "Treasure Data does not accept the key (TD_API_KEY)", e);
            case 403, 404, 422 ->
                new Failure(
                        Reason.TD_NOT_FOUND,
                        "the table " + database + "." + table
                                + " is missing and the key may not make it (Treasure Data answers "
                                + e.getStatusCode() + "): make both by hand, or use a key that may",
                        e);
            default ->
                new Failure(
                        Reason.TD_UNAVAILABLE, "Treasure Data answers " + e.getStatusCode() + " about the table", e);
        };
    }

    private static List<TDColumn> schema(Columns columns, boolean lineage) {
        List<TDColumn> schema = new ArrayList<>();
        for (Column column : columns.all()) {
            if (!column.isOnlyTime()) { // Every table has that one.
                schema.add(new TDColumn(column.name(), type(column.type().tdType())));
            }
        }
        if (lineage) {
            for (String name : Columns.LINEAGE) {
                schema.add(new TDColumn(name, name.equals("source_line") ? TDColumnType.LONG : TDColumnType.STRING));
            }
        }
        return schema;
    }

    private static TDColumnType type(String name) {
        return switch (name) {
            case "long" -> TDColumnType.LONG;
            case "double" -> TDColumnType.DOUBLE;
            default -> TDColumnType.STRING;
        };
    }
}
