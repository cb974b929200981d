package io.footbridge.application;

import io.footbridge.lint.Finding;
import io.footbridge.lint.Placeholders;
import io.footbridge.lint.RoutesLint;
import io.footbridge.lint.SettingsLint;
import io.footbridge.lint.yaml.SourceFile;
import io.footbridge.lint.yaml.SourceFiles;
import io.footbridge.route.RouteServices;
import io.footbridge.settings.Origin;
import io.footbridge.settings.UnknownName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for mistakes in the routes that an application would start, and in the names of the settings it was given. */
public record Lint(Application application) {

    private static final Logger LOG = LoggerFactory.getLogger(Lint.class);

    /** @throws CommandException if one cannot be read, or there is none */
    public List<SourceFile> files() throws CommandException {
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

    public List<Finding> findings(List<SourceFile> files) {
        return check().all(files);
    }

    /** @throws CommandException with a line for every mistake that nothing may start with */
    public void requireSound() throws CommandException {
        List<SourceFile> files = files();
        boolean whole; // What a file leads to may be missing only where a file of the jar is.
        try {
            whole = files.stream().map(SourceFile::name).toList().containsAll(SourceFiles.shippedRoutes());
        } catch (IOException e) {
            throw new CommandException("the routes of the jar cannot be read: " + e.getMessage(), e);
        }
        if (whole && files.stream().allMatch(SourceFile::shipped)) {
            return; // They were checked when the jar was built.
        }
        List<Finding> broken = check().broken(files, !whole);
        if (!broken.isEmpty()) {
            throw new CommandException(broken.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
    }

    private RoutesLint check() {
        Map<String, Class<?>> bound = new HashMap<>();
        new RouteServices(application.services()).beans().forEach((name, bean) -> bound.put(name, bean.getClass()));
        return new RoutesLint(new Placeholders(application.placeholders(), System::getenv), bound);
    }

    /** What is to be said of names that look like settings and are none. */
    public List<SettingsLint.Remark> remarks() throws CommandException {
        List<UnknownName> unknown = application.settings().unknown();
        return unknown.isEmpty()
                ? List.of()
                : SettingsLint.of(
                        unknown, files(), application.settings().others().values());
    }

    /**
     * The application, with a warning for each name that may be a mistake.
     *
     * @throws CommandException with a line for each name that is one: to start all the same would be to import under a
     *     default, say into another table, and to undo that takes longer than to mend a name; nothing is lost meanwhile
     */
    static Application passed(Application application) throws CommandException {
        try {
            List<SettingsLint.Remark> remarks = new Lint(application).remarks();
            String misspelt = remarks.stream()
                    .filter(SettingsLint.Remark::stopsTheStart)
                    .map(SettingsLint.Remark::toString)
                    .collect(Collectors.joining("\n"));
            if (!misspelt.isEmpty()) {
                throw new CommandException(misspelt);
            }
            remarks.forEach(remark -> LOG.warn("{}", remark));
            return application;
        } catch (CommandException e) {
            application.close();
            throw e;
        }
    }
}
