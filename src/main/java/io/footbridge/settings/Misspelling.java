package io.footbridge.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Tells which setting a name was probably meant to be. */
final class Misspelling {

    /** What Kubernetes sets for each service in a pod. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** What makes a second one of a variable, not a misspelt one. */
    private static final Pattern DIGITS = Pattern.compile("[0-9_]+");

    private Misspelling() {}

    /**
     * The setting that a variable looks like. Other programs have variables that begin as ours do, so only the part behind
     * the group may differ, and by little.
     */
    static Optional<Setting> ofVariable(String variable) {
        Optional<Setting> written = inOtherLetters(variable);
        if (written.isPresent() || SERVICE_LINK.matcher(variable).matches()) {
            return written;
        }
        String group = group(variable);
        return nearest(
                variable, settings().filter(setting -> group(setting.variable()).equals(group)));
    }

    /** The setting that a key in a file looks like. */
    static Optional<Setting> ofKey(String key) {
        Optional<Setting> written = inOtherLetters(key);
        return written.isPresent() ? written : nearest(Setting.variableOf(key), settings());
    }

    /** Whether a key begins with the group of a setting. */
    static boolean isOurs(String key) {
        return settings()
                .anyMatch(setting ->
                        key.startsWith(setting.key().substring(0, setting.key().indexOf('.') + 1)));
    }

    /** The key for a variable, or in small letters, or with other marks between its words. */
    private static Optional<Setting> inOtherLetters(String name) {
        String normal = Setting.variableOf(name);
        return settings().filter(setting -> setting.variable().equals(normal)).findFirst();
    }

    private static Optional<Setting> nearest(String name, Stream<Setting> settings) {
        return settings.filter(setting -> isNear(name, setting.variable()))
                .min(Comparator.comparing(setting -> distance(name, setting.variable())));
    }

    private static boolean isNear(String name, String variable) {
        boolean numbered = name.startsWith(variable)
                && DIGITS.matcher(name.substring(variable.length())).matches();
        int allowed =
                Math.max(1, Math.min(2, (variable.length() - group(variable).length()) / 4));
        return !numbered
                && Math.abs(name.length() - variable.length()) <= allowed
                && distance(name, variable) <= allowed;
    }

    /** Every start looks at names, and hardly ever at one that is near. */
    private static int distance(String name, String variable) {
        return new DamerauLevenshteinDistance().apply(name, variable);
    }

    private static String group(String variable) {
        return variable.substring(0, variable.indexOf('_') + 1);
    }

    private static Stream<Setting> settings() {
        return Stream.of(Setting.values());
    }
}
