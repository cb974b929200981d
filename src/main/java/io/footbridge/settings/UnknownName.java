package io.footbridge.settings;

import io.footbridge.failure.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The name of a variable or of a key in a file that is not a setting. What it was given is never kept: it may be a secret.
 *
 * @param place the file, with its line if that is known, or {@code environment}
 * @param meant the name that it looks like, as it is written in that place
 * @param isOurs whether its name begins as those of settings do
 * @param isGivenToo whether the setting that it looks like is given by its right name as well
 */
public record UnknownName(String name, String place, Optional<String> meant, boolean isOurs, boolean isGivenToo) {

    public static final String ENVIRONMENT = "environment";

    public boolean isVariable() {
        return place.equals(ENVIRONMENT);
    }

    /**
     * Of the variables those that look like ours, of the keys all but Camel's; variables first, each in alphabetical order.
     *
     * @param defaults what the jar says
     */
    static List<UnknownName> all(Map<String, String> environment, GivenProperties given, Map<?, ?> defaults) {
        List<UnknownName> unknown = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!DatasetSettings.isVariable(name) && !value.isEmpty()) {
                Misspelling.ofVariable(name)
                        .filter(meant -> !meant.variable().equals(name))
                        .map(meant -> new UnknownName(
                                name, ENVIRONMENT, Optional.of(meant.variable()), true, isGiven(meant, environment)))
                        .ifPresent(unknown::add);
            }
        });
        for (String key : given.keys()) {
            Optional<Setting> meant = Misspelling.ofKey(key);
            boolean isSetting =
                    meant.filter(setting -> setting.key().equals(key)).isPresent();
            if (!isSetting && !DatasetSettings.isKey(key) && !key.startsWith("camel.")) {
                unknown.add(new UnknownName(
                        key,
                        given.placeOf(key),
                        meant.map(Setting::key),
                        Misspelling.isOurs(key),
                        meant.filter(setting -> isGiven(setting, environment) || isGiven(setting, given, defaults))
                                .isPresent()));
            }
        }
        return List.copyOf(unknown);
    }

    /** To follow the complaint that a setting is missing. */
    static String meaning(Setting setting, List<UnknownName> unknown) {
        return unknown.stream()
                .filter(name -> name.meant()
                        .filter(meant -> meant.equals(setting.key()) || meant.equals(setting.variable()))
                        .isPresent())
                .findFirst()
                .map(name -> "; is '" + Escaped.of(name.name()) + "' (" + name.place() + ") a misspelling of it?")
                .orElse("");
    }

    private static boolean isGiven(Setting setting, Map<String, String> environment) {
        return !environment.getOrDefault(setting.variable(), "").isEmpty();
    }

    /** A whole copy of the file in the jar gives nothing. */
    private static boolean isGiven(Setting setting, GivenProperties given, Map<?, ?> defaults) {
        String value = given.values().getOrDefault(setting.key(), "");
        return !value.isEmpty() && !value.equals(defaults.get(setting.key()));
    }
}
