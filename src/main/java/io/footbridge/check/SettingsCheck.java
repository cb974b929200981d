package io.footbridge.check;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Escaped;
import io.footbridge.settings.Setting;
import io.footbridge.settings.UnknownName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks for names that look like settings and are none, and that no route uses. */
public final class SettingsCheck {

    /** A key where Camel puts its value: in a placeholder, or in Simple's functions for properties. */
    private static final Pattern USE =
            Pattern.compile("(?:\\{\\{\\s*[?!]?|properties:|propertiesExist:!?)([A-Za-z0-9._-]+)");

    private SettingsCheck() {}

    /** How bad it is to have a name that nothing uses. */
    private enum Severity {
        /** It was to be a setting, which now has its default. */
        STOPS,
        /** It was to be a setting, but perhaps another one's. */
        MISTAKE,
        /** It does nothing. */
        WARNING
    }

    /** What is to be said of one name; never what it was given. */
    public static final class Remark {

        private final Severity severity;
        private final String text;

        private Remark(Severity severity, String text) {
            this.severity = requireNonNull(severity, "severity is null");
            this.text = requireNonNull(text, "text is null");
        }

        /** Whether {@code check} fails for it. */
        public boolean isMistake() {
            return severity != Severity.WARNING;
        }

        /** Whether nothing may start with it. */
        public boolean stopsTheStart() {
            return severity == Severity.STOPS;
        }

        /** In the form of a finding in a route: where, a word, and what. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One remark for each name that is of no use.
     *
     * @param files the routes and Kamelets in force
     * @param values of other keys, which may name a key too
     */
    public static List<Remark> of(List<UnknownName> unknown, List<SourceFile> files, Collection<String> values) {
        Set<String> keys = new HashSet<>();
        files.forEach(file -> addNames(file.text(), keys));
        values.forEach(value -> addNames(value, keys));
        // Camel takes a variable for a key that is called alike, and one that a route names.
        Set<String> variables = keys.stream().map(Setting::variableOf).collect(Collectors.toSet());
        List<Remark> remarks = new ArrayList<>();
        for (UnknownName name : unknown) {
            boolean isUsed = name.isVariable()
                    ? variables.contains(name.name())
                            || files.stream().anyMatch(file -> file.text().contains("env:" + name.name()))
                    : keys.contains(name.name());
            if (!isUsed) {
                remarks.add(remark(name));
            }
        }
        return remarks;
    }

    private static Remark remark(UnknownName name) {
        Severity severity = name.meant().isPresent() && !name.isGivenToo()
                ? Severity.STOPS
                : name.isOurs() || name.meant().isPresent() ? Severity.MISTAKE : Severity.WARNING;
        String word = severity == Severity.WARNING ? "unused-key" : "misspelt-setting";
        String meant = name.meant()
                .map(other -> "; did you mean '" + other + (name.isGivenToo() ? "', which is set as well?" : "'?"))
                .orElse(", and no route uses it");
        return new Remark(
                severity, name.place() + ": " + word + ": " + Escaped.of(name.name()) + " is not a setting" + meant);
    }

    private static void addNames(String text, Set<String> names) {
        USE.matcher(text).results().map(use -> use.group(1)).forEach(names::add);
    }
}
