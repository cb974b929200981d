package io.footbridge.td;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpConflictException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.TDClientHttpNotFoundException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import io.footbridge.batch.Destination;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the database and the table where TD has none, and declares the types of its columns. */
public final class Tables {

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    private final Supplier<TDClient> clients;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** @param clients makes one client for each call; it is closed afterwards */
    public Tables(Supplier<TDClient> clients) {
        this.clients = clients;
    }

    /**
     * Makes what is missing, with a client for as long as that takes: making one takes a good part of a start. Several threads
     * may find one table missing at once: the others wait, and find nothing to do.
     *
     * @throws Failure if the key may not, or TD does not answer
     */
    void create(Destination table) {
        synchronized (locks.computeIfAbsent(table.toString(), name -> new Object())) {
            try (TDClient td = clients.get()) {
                if (!createTable(td, table)) {
                    createDatabase(td, table.database());
                    createTable(td, table);
                }
                declareColumns(td, table);
            } catch (TDClientHttpException e) {
                throw sort(table, e);
            } catch (OversizedAnswer e) {
                throw new Failure(Reason.TD_UNEXPECTED_ANSWER, e.getMessage(), e);
            } catch (TDClientException e) {
                throw new Failure(
                        Reason.TD_UNAVAILABLE,
                        "Treasure Data does not answer: " + Quoted.hidden(String.valueOf(e.getMessage())),
                        e);
            }
        }
    }

    private static boolean createTable(TDClient td, Destination table) {
        try {
            td.createTable(table.database(), table.table());
            LOG.info("made the table {}", table);
            return true;
        } catch (TDClientHttpConflictException e) {
            return true; // Somebody else has made it meanwhile.
        } catch (TDClientHttpNotFoundException e) {
            return false;
        }
    }

    private static void createDatabase(TDClient td, String database) {
        try {
            td.createDatabase(database);
            LOG.info("made the database {}", database);
        } catch (TDClientHttpConflictException e) {
            // Somebody else has made it meanwhile.
        }
    }

    private static void declareColumns(TDClient td, Destination table) {
        Set<String> declared = td.showTable(table.database(), table.table()).getColumns().stream()
                .map(TDColumn::getName)
                .collect(Collectors.toSet());
        List<TDColumn> missing = table.columns().entrySet().stream()
                .filter(column -> !declared.contains(column.getKey()))
                .map(column -> new TDColumn(column.getKey(), TDColumnType.parseColumnType(column.getValue())))
                .toList();
        if (!missing.isEmpty()) {
            td.appendTableSchema(table.database(), table.table(), missing);
        }
    }

    private static Failure sort(Destination table, TDClientHttpException e) {
        return switch (e.getStatusCode()) {
            case 401 -> new Failure(Reason.TD_UNAUTHORIZED, "Treasure Data does not accept the key (TD_API_KEY)", e);
            case 403, 404, 422 ->
                new Failure(
                        Reason.TD_NOT_FOUND,
                        "the table " + table
                                + " is missing and the key may not make it (Treasure Data answers "
                                + e.getStatusCode() + "): make both by hand, or use a key that may",
                        e);
            default ->
                new Failure(
                        Reason.TD_UNAVAILABLE, "Treasure Data answers " + e.getStatusCode() + " about the table", e);
        };
    }
}
