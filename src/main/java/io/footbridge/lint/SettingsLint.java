package io.footbridge.lint;

import io.footbridge.failure.Escaped;
import io.footbridge.lint.yaml.SourceFile;
import io.footbridge.settings.Setting;
import io.footbridge.settings.UnknownName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for names that look like settings and are none, and that no route uses. */
public final class SettingsLint {

    /** A key where Camel puts its value: in a placeholder, or in Simple's functions for properties. */
    private static final Pattern USE =
            Pattern.compile("(?:\\{\\{\\s*[?!]?|properties:|propertiesExist:!?)([A-Za-z0-9._-]+)");

    private SettingsLint() {}

    /**
     * What is to be said of one name; never what it was given.
     *
     * @param isMistake whether {@code check} fails for it
     * @param stopsTheStart whether it was to be a setting, which now has its default
     * @param text in the form of a finding in a route: where, a word, and what
     */
    public record Remark(boolean isMistake, boolean stopsTheStart, String text) {

        static Remark of(UnknownName name) {
            boolean meant = name.meant().isPresent();
            boolean mistake = name.isOurs() || meant;
            String why = name.meant()
                    .map(other -> "; did you mean '" + other + (name.isGivenToo() ? "', which is set as well?" : "'?"))
                    .orElse(", and no route uses it");
            String word = mistake ? ": misspelt-setting: " : ": unused-key: ";
            return new Remark(
                    mistake,
                    meant && !name.isGivenToo(),
                    name.place() + word + Escaped.of(name.name()) + " is not a setting" + why);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One remark for each name that is of no use.
     *
     * @param values of other keys, which may name a key too
     */
    public static List<Remark> of(List<UnknownName> unknown, List<SourceFile> files, Collection<String> values) {
        String text = Stream.concat(files.stream().map(SourceFile::text), values.stream())
                .collect(Collectors.joining("\n"));
        Set<String> keys = USE.matcher(text).results().map(use -> use.group(1)).collect(Collectors.toSet());
        // Camel takes a variable for a key that is called alike, and one that a route names.
        Set<String> variables = keys.stream().map(Setting::variableOf).collect(Collectors.toSet());
        return unknown.stream()
                .filter(name -> name.isVariable()
                        ? !variables.contains(name.name()) && !text.contains("env:" + name.name())
                        : !keys.contains(name.name()))
                .map(Remark::of)
                .toList();
    }
}
