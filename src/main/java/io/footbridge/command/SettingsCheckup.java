package io.footbridge.command;

import io.footbridge.check.SettingsCheck;
import io.footbridge.settings.UnknownName;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of the names that were given: whether what looks like a setting is one. */
final class SettingsCheckup {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsCheckup.class);

    private SettingsCheckup() {}

    static List<SettingsCheck.Remark> remarks(Application application) throws CommandException {
        List<UnknownName> unknown = application.settings().unknown();
        return unknown.isEmpty()
                ? List.of()
                : SettingsCheck.of(
                        unknown,
                        new Checkup(application).files(),
                        application.settings().others().values());
    }

    /**
     * The application, with a warning for each name that may be a mistake.
     *
     * @throws CommandException with a line for each name that is one: to start all the same would be to import under a
     *     default, say into another table, and to undo that takes longer than to mend a name; nothing is lost meanwhile
     */
    static Application passed(Application application) throws CommandException {
        List<SettingsCheck.Remark> remarks;
        try {
            remarks = remarks(application);
        } catch (CommandException e) {
            application.close();
            throw e;
        }
        String misspelt = remarks.stream()
                .filter(SettingsCheck.Remark::stopsTheStart)
                .map(SettingsCheck.Remark::toString)
                .collect(Collectors.joining("\n"));
        if (!misspelt.isEmpty()) {
            application.close();
            throw new CommandException(misspelt);
        }
        remarks.forEach(remark -> LOG.warn("{}", remark));
        return application;
    }
}
