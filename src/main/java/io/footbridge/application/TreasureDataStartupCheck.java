package io.footbridge.application;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.model.TDTable;
import io.footbridge.intake.Dataset;
import io.footbridge.runtime.Services;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.OversizedAnswer;
import io.footbridge.td.ServerHealthCheck;
import io.footbridge.text.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks the servers of Treasure Data whether they know the key and would take an import, without importing anything. */
public final class TreasureDataStartupCheck {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private static final String UNKNOWN_KEY =
            " does not accept the key; check td.api-key (TD_API_KEY) and td.api-server (TD_API_SERVER)";

    private final Services services;
    private final Settings settings;
    private final boolean isFirst;
    private final String database;
    private final String table;
    private final String imports;
    private ServerHealthCheck.Answer importAnswer;

    public TreasureDataStartupCheck(Application application, Dataset dataset) {
        this.services = application.services();
        this.settings = dataset.settings();
        this.isFirst = dataset.isFirst();
        this.database = settings.get(Setting.TD_DATABASE);
        this.table = settings.get(Setting.TD_TABLE);
        this.imports = "the import server " + services.importServer();
    }

    /** @throws CommandException if the API server is not there for us */
    public void askApi() throws CommandException {
        String server = "Treasure Data at " + settings.get(Setting.TD_API_SERVER);
        String check = "; check td.api-server (TD_API_SERVER) and the network";
        ServerHealthCheck.Answer answer = answer(
                server, check, () -> services.healthCheck(services.apiServer()).askForKey());
        switch (answer.status()) {
            case OK, FORBIDDEN -> {} // A key may well be good for importing and no more.
            case UNAUTHORIZED -> throw new CommandException(server + UNKNOWN_KEY);
            default -> throw new CommandException(server + " answers " + answer.status() + check);
        }
    }

    /** @throws CommandException if the import server is certainly not there for us; else that is for an import to judge */
    public void askImports() throws CommandException {
        importAnswer = answer(
                imports,
                importsAdvice(),
                () -> services.healthCheck(services.importServer()).askForImport(database, table));
        switch (importAnswer.status()) {
            case UNAUTHORIZED -> throw new CommandException(imports + UNKNOWN_KEY);
            case FORBIDDEN ->
                throw new CommandException(
                        imports + " answers 403: the key (TD_API_KEY) may not import into " + database + "." + table);
            default -> {}
        }
    }

    private interface Question {

        ServerHealthCheck.Answer ask() throws IOException;
    }

    private static ServerHealthCheck.Answer answer(String server, String advice, Question question)
            throws StartupChecks.NotYetException {
        try {
            ServerHealthCheck.Answer answer = question.ask();
            if (mayPass(answer.status())) {
                throw new StartupChecks.NotYetException(
                        server + " answers " + answer.status() + advice,
                        answer.retryAfter().orElse(null),
                        null);
            }
            return answer;
        } catch (IOException e) {
            throw new StartupChecks.NotYetException(server + " does not answer: " + e.getMessage() + advice, null, e);
        }
    }

    /**
     * Says which of the database and the tables that the settings name exist, and which the first import would make; to be
     * called after {@link #askImports}.
     *
     * @param out told a line for each thing that is found out
     * @throws CommandException if the import server does not answer as Treasure Data does, or the two servers do not know
     *     the same
     */
    public void checkTables(Consumer<String> out) throws CommandException {
        boolean isKnown = importsKnowTable();
        out.accept(imports + " answers");
        Optional<List<String>> databases = named(TDClient::listDatabaseNames);
        if (databases.isEmpty()) {
            out.accept("the table '" + database + "." + table + "'"
                    + (isKnown
                            ? " exists"
                            : " does not exist, and the databases cannot be listed: the first import makes what is"
                                    + " missing, if the key may do that"));
        } else if (databases.get().contains(database)) {
            Optional<List<String>> existing = named(
                    td -> td.listTables(database).stream().map(TDTable::getName).toList());
            out.accept("the database '" + database + "' exists");
            for (String each : existing.isPresent() ? tables() : List.<String>of()) {
                out.accept("the table '" + database + "." + each + "'"
                        + (existing.get().contains(each)
                                ? " exists"
                                : " does not exist: the first import makes it" + Suggestion.of(each, existing.get())));
            }
            if (!isKnown && existing.isPresent() && existing.get().contains(table)) {
                throw new CommandException(
                        imports + " does not know the table '" + database + "." + table
                                + "', though it exists; check td.import-server (TD_IMPORT_SERVER): it is of another account or region");
            }
        } else {
            out.accept("the database '" + database + "' (TD_DATABASE) does not exist: the first import makes it, with '"
                    + String.join("' and '", tables()) + "' in it" + Suggestion.of(database, databases.get()));
        }
    }

    private boolean importsKnowTable() throws CommandException {
        if (importAnswer.isJson() && (importAnswer.status() == OK || importAnswer.status() == NOT_FOUND)) {
            return importAnswer.status() == OK;
        }
        throw new CommandException(imports + " answers " + importAnswer.status()
                + (importAnswer.isJson() ? "" : ", but not as Treasure Data does") + importsAdvice());
    }

    private List<String> tables() {
        List<String> tables = new ArrayList<>(List.of(table));
        if (isFirst && settings.flag(Setting.EDGE_ENABLED)) {
            tables.add(settings.get(Setting.EDGE_TABLE));
        }
        return tables;
    }

    /** Nothing if the key may not ask: it may well be good for importing and no more. */
    private Optional<List<String>> named(Function<TDClient, List<String>> question) throws CommandException {
        try {
            return Optional.of(question.apply(services.impatientTd()));
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

    private String importsAdvice() {
        String setting = settings.find(Setting.TD_IMPORT_SERVER).isPresent()
                ? "td.import-server (TD_IMPORT_SERVER)"
                : "td.api-server (TD_API_SERVER), which it is derived from,";
        return "; check " + setting + " and the network";
    }

    private static boolean mayPass(int status) {
        return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
    }
}
