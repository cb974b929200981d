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
        if (files.stream().noneMatch(file -> file.name().startsWith("routes/"))) {
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
        boolean whole = hasAllShipped(files);
        if (whole && files.stream().allMatch(SourceFile::shipped)) {
            return; // They were checked when the jar was built.
        }
        List<Finding> broken = whole
                ? check().broken(files)
                : check().all(files).stream()
                        .filter(finding -> !finding.mistake().isStyle())
                        .toList();
        if (!broken.isEmpty()) {
            throw new CommandException(broken.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
    }

    /** What a file leads to may be missing only where a file of the jar is. */
    private static boolean hasAllShipped(List<SourceFile> files) throws CommandException {
        try {
            return files.stream()
                    .map(SourceFile::name)
                    .collect(Collectors.toSet())
                    .containsAll(SourceFiles.shippedRoutes());
        } catch (IOException e) {
            throw new CommandException("the routes of the jar cannot be read: " + e.getMessage(), e);
        }
    }

    private RoutesCheck check() {
        Map<String, Class<?>> bound = new HashMap<>();
        application.beans().forEach((name, bean) -> bound.put(name, bean.getClass()));
        return new RoutesCheck(
                new CamelCatalogue(), new Placeholders(application.placeholders(), System::getenv), bound);
    }
}
