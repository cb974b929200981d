package io.footbridge.settings;

import io.footbridge.failure.Escaped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what was given under a name that is not a setting's. */
final class UnknownNames {

    private static final Set<String> VARIABLES =
            Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> KEYS =
            Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toUnmodifiableSet());

    private UnknownNames() {}

    /**
     * Of the variables those that look like ours, of the keys all but Camel's; variables first, each in alphabetical order.
     *
     * @param defaults what the jar says
     */
    static List<UnknownName> in(Map<String, String> environment, GivenProperties given, Map<?, ?> defaults) {
        List<UnknownName> unknown = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!VARIABLES.contains(name) && !DatasetSettings.isVariable(name) && !value.isEmpty()) {
                Misspelling.ofVariable(name)
                        .map(meant -> new UnknownName(
                                name,
                                UnknownName.ENVIRONMENT,
                                Optional.of(meant.variable()),
                                true,
                                isGiven(meant, environment)))
                        .ifPresent(unknown::add);
            }
        });
        for (String key : given.keys()) {
            if (!KEYS.contains(key) && !DatasetSettings.isKey(key) && !key.startsWith("camel.")) {
                Optional<Setting> meant = Misspelling.ofKey(key);
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
