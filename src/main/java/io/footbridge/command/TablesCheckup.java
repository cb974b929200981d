package io.footbridge.command;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.model.TDTable;
import io.footbridge.check.Suggestion;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.OversizedAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Says which of the database and the tables that the settings name exist, and which the first import would make. */
final class TablesCheckup {

    private static final int FORBIDDEN = 403;

    private final Application application;
    private final Consumer<String> out;
    private final String database;

    /** @param out told a line for each thing that is found out */
    TablesCheckup(Application application, Consumer<String> out) {
        this.application = application;
        this.out = out;
        this.database = application.settings().get(Setting.TD_DATABASE);
    }

    /**
     * Asks both servers of Treasure Data.
     *
     * @param patience how long to go on asking while time may help
     * @throws CommandException if the import server would take no import, or the two do not know the same
     */
    void check(Duration patience) throws CommandException {
        ImportServerCheckup imports = new ImportServerCheckup(application);
        new Preflight(application, patience).persist(imports::ask);
        boolean isKnown = imports.knowsTable();
        out.accept(imports + " answers");
        String table = application.settings().get(Setting.TD_TABLE);
        Optional<List<String>> databases = named(TDClient::listDatabaseNames);
        if (databases.isEmpty()) {
            out.accept(
                    isKnown
                            ? "the table '" + database + "." + table + "' exists"
                            : "the table '" + database + "." + table
                                    + "' does not exist, and the databases cannot be listed:"
                                    + " the first import makes what is missing, if the key may do that");
        } else if (databases.get().contains(database)) {
            Optional<List<String>> tables = named(
                    td -> td.listTables(database).stream().map(TDTable::getName).toList());
            out.accept("the database '" + database + "' exists");
            tables.ifPresent(this::sayTables);
            if (!isKnown && tables.isPresent() && tables.get().contains(table)) {
                throw new CommandException(
                        imports + " does not know the table '" + database + "." + table
                                + "', though it exists; check td.import-server (TD_IMPORT_SERVER): it is of another account or region");
            }
        } else {
            out.accept("the database '" + database + "' (TD_DATABASE) does not exist: the first import makes it, with '"
                    + String.join("' and '", tables()) + "' in it" + Suggestion.of(database, databases.get()));
        }
    }

    private void sayTables(List<String> existing) {
        for (String table : tables()) {
            out.accept("the table '" + database + "." + table + "'"
                    + (existing.contains(table)
                            ? " exists"
                            : " does not exist: the first import makes it" + Suggestion.of(table, existing)));
        }
    }

    private List<String> tables() {
        Settings settings = application.settings();
        List<String> tables = new ArrayList<>(List.of(settings.get(Setting.TD_TABLE)));
        if (settings.flag(Setting.EDGE_ENABLED)) {
            tables.add(settings.get(Setting.EDGE_TABLE));
        }
        return tables;
    }

    /** Nothing if the key may not ask: it may well be good for importing and no more. */
    private Optional<List<String>> named(Function<TDClient, List<String>> question) throws CommandException {
        try {
            return Optional.of(question.apply(application.impatientTd()));
        } catch (TDClientHttpException e) {
            if (e.getStatusCode() == FORBIDDEN) {
                return Optional.empty();
            }
            throw new CommandException("Treasure Data answers " + e.getStatusCode() + " about databases and tables", e);
        } catch (OversizedAnswer e) {
            return Optional.empty(); // More of them than anybody can look through.
        } catch (TDClientException e) {
            throw new CommandException("Treasure Data does not say which databases and tables there are", e);
        }
    }
}
