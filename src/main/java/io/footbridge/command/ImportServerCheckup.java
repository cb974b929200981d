package io.footbridge.command;

import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.ImportProbe;
import java.io.IOException;
import java.util.Optional;

/** Asks the import server of Treasure Data whether it would take an import, without importing anything. */
final class ImportServerCheckup {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Application application;
    private final Settings settings;
    private ImportProbe.Answer answer;

    ImportServerCheckup(Application application) {
        this.application = application;
        this.settings = application.settings();
    }

    /** What is wrong for certain; what else it answers is for an import to judge. */
    Optional<Preflight.Trouble> ask() {
        try {
            answer = application.importProbe().ask();
        } catch (IOException e) {
            return Optional.of(
                    new Preflight.Trouble(complaint("does not answer: " + e.getMessage(), e), true, Optional.empty()));
        }
        return switch (answer.status()) {
            case UNAUTHORIZED ->
                trouble("does not accept the key; check td.api-key (TD_API_KEY) and td.api-server (TD_API_SERVER)");
            case FORBIDDEN -> trouble("answers 403: the key (TD_API_KEY) may not import into " + table());
            default ->
                Preflight.mayPass(answer.status())
                        ? Optional.of(new Preflight.Trouble(
                                complaint("answers " + answer.status(), null), true, answer.retryAfter()))
                        : Optional.empty();
        };
    }

    /**
     * Whether the server knows the table; to be asked for after {@link #ask}.
     *
     * @throws CommandException if it does not answer as Treasure Data does
     */
    boolean knowsTable() throws CommandException {
        boolean understood = answer.isJson() && (answer.status() == OK || answer.status() == NOT_FOUND);
        if (!understood) {
            throw complaint(
                    "answers " + answer.status() + (answer.isJson() ? "" : ", but not as Treasure Data does"), null);
        }
        return answer.status() == OK;
    }

    @Override
    public String toString() {
        return "the import server " + application.importServer();
    }

    private Optional<Preflight.Trouble> trouble(String what) {
        return Optional.of(new Preflight.Trouble(new CommandException(this + " " + what), false, Optional.empty()));
    }

    private CommandException complaint(String what, IOException cause) {
        String setting = settings.find(Setting.TD_IMPORT_SERVER).isPresent()
                ? "td.import-server (TD_IMPORT_SERVER)"
                : "td.api-server (TD_API_SERVER), which it is derived from,";
        return new CommandException(this + " " + what + "; check " + setting + " and the network", cause);
    }

    private String table() {
        return settings.get(Setting.TD_DATABASE) + "." + settings.get(Setting.TD_TABLE);
    }
}
