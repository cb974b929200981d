package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import io.footbridge.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The bean that makes a table which an import has found missing, with a connection of its own for as long as it takes. */
public final class MissingTable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Server server;
    private final ApiKey key;
    private final String database;
    private final String table;
    private final List<TDColumn> columns;

    /**
     * @param apiKey an {@link ApiKey}, or the text of one
     * @param columns {@code name:type,…} with the types long, double and string; those that it does not name, TD types by
     *     what it is sent
     */
    public MissingTable(String apiServer, Object apiKey, String database, String table, String columns) {
        this.server = Server.of(apiServer);
        this.key = ApiKey.of(apiKey);
        this.database = requireNonNull(database, "database is null");
        this.table = requireNonNull(table, "table is null");
        this.columns = parse(columns);
    }

    /**
     * Makes the table, and the database if that is missing too.
     *
     * @throws Failure if the key may not, or TD does not answer
     */
    public synchronized void create() {
        try (TDClient td = TdClients.of(server, key, TIMEOUT)) {
            new Tables(() -> td, database, table, columns).create();
        }
    }

    private static List<TDColumn> parse(String columns) {
        List<TDColumn> parsed = new ArrayList<>();
        for (String column : columns.isBlank() ? new String[0] : columns.split(",", -1)) {
            int colon = column.indexOf(':');
            String type = column.substring(colon + 1).strip();
            if (colon < 1 || !List.of("long", "double", "string").contains(type)) {
                throw new IllegalArgumentException(
                        "columns has '" + column + "'; expected name:type with the types long, double and string");
            }
            parsed.add(new TDColumn(
                    column.substring(0, colon).strip(), TDColumnType.parseColumnType(type.toLowerCase(Locale.ROOT))));
        }
        return parsed;
    }
}
