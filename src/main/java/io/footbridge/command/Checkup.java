package io.footbridge.command;

import io.footbridge.check.Finding;
import io.footbridge.check.Placeholders;
import io.footbridge.check.RoutesCheck;
import io.footbridge.check.SourceFile;
import io.footbridge.check.SourceFiles;
import io.footbridge.settings.Origin;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The check of the routes that an application would start, with what it would give them. */
final class Checkup {

    private final Application application;

    Checkup(Application application) {
        this.application = application;
    }

    /** @throws CommandException if one cannot be read, or there is none */
    List<SourceFile> files() throws CommandException {
        List<SourceFile> files;
        try {
            files = SourceFiles.of(application.sources());
        } catch (IOException e) {
            throw new CommandException("the routes cannot be read: " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new CommandException("there is no route in "
                    + application.sources().folderOf(Origin.Part.ROUTES).resolve("routes"));
        }
        return files;
    }

    List<Finding> findings(List<SourceFile> files) {
        return check().all(files);
    }

    /** @throws CommandException with a line for every mistake that nothing may start with */
    void requireSound() throws CommandException {
        List<SourceFile> files = files();
        if (files.stream().allMatch(SourceFile::shipped)) {
            return; // They were checked when the jar was built.
        }
        List<Finding> broken = check().broken(files);
        if (!broken.isEmpty()) {
            throw new CommandException(broken.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
    }

    private RoutesCheck check() {
        Map<String, Class<?>> bound = new HashMap<>();
        application.beans().forEach((name, bean) -> bound.put(name, bean.getClass()));
        return new RoutesCheck(
                new CamelCatalogue(), new Placeholders(application.placeholders(), System::getenv), bound);
    }
}
