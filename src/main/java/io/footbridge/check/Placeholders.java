package io.footbridge.check;

import static java.util.Objects.requireNonNull;

import io.footbridge.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code {{key}}} stands for in a route. */
public final class Placeholders {

    private static final Pattern INNERMOST = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Set<String> FUNCTIONS = Set.of("service", "service.host", "service.port", "bean");

    private final Map<String, String> values;
    private final UnaryOperator<String> environment;

    /**
     * @param values what the routes are given, by key
     * @param environment the value of an environment variable, or null
     */
    public Placeholders(Map<String, String> values, UnaryOperator<String> environment) {
        this.values = Map.copyOf(values);
        this.environment = requireNonNull(environment, "environment is null");
    }

    static boolean isIn(String text) {
        return INNERMOST.matcher(text).find();
    }

    Set<String> keys() {
        return values.keySet();
    }

    boolean knows(String key) {
        return lookUp(key).isPresent();
    }

    /** The text with every placeholder replaced that stands for something. */
    String resolve(String text) {
        String resolved = text;
        Matcher matcher = INNERMOST.matcher(resolved);
        // As deep as anybody nests defaults; a value that names itself must not turn round for ever.
        for (int depth = 0; depth < 5 && matcher.find(); depth++) {
            matcher.reset();
            resolved = matcher.replaceAll(
                    found -> Matcher.quoteReplacement(value(found.group(1)).orElse(found.group())));
            matcher = INNERMOST.matcher(resolved);
        }
        return resolved;
    }

    /** The keys in a text that stand for nothing. */
    List<String> unknown(String text) {
        List<String> unknown = new ArrayList<>();
        Matcher matcher = INNERMOST.matcher(text);
        while (matcher.find()) {
            if (value(matcher.group(1)).isEmpty()) {
                unknown.add(nameOf(matcher.group(1)));
            }
        }
        return unknown;
    }

    private Optional<String> value(String body) {
        if (!body.equals(body.strip())) {
            return Optional.empty(); // Blanks are part of the key to Camel.
        }
        if (body.startsWith("?")) {
            return Optional.of(body.substring(1)).map(key -> values.getOrDefault(key, ""));
        }
        for (String function : List.of("env:", "sys:")) {
            if (body.startsWith(function)) {
                return ofFunction(function, body.substring(function.length()));
            }
        }
        int colon = body.indexOf(':');
        String key = colon < 0 ? body : body.substring(0, colon);
        if (colon >= 0 && FUNCTIONS.contains(key)) {
            return Optional.of(""); // Only Camel can tell, once it is up.
        }
        return lookUp(key).or(() -> colon < 0 ? Optional.empty() : Optional.of(body.substring(colon + 1)));
    }

    private Optional<String> ofFunction(String function, String rest) {
        int colon = rest.indexOf(':');
        String name = colon < 0 ? rest : rest.substring(0, colon);
        return Optional.ofNullable(function.equals("env:") ? environment.apply(name) : System.getProperty(name))
                .or(() -> colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1)));
    }

    /** In Camel's order: system properties, the environment, the files. */
    private Optional<String> lookUp(String key) {
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(values.get(key)))
                .or(() -> Optional.ofNullable(environment.apply(Setting.variableOf(key))));
    }

    private static String nameOf(String placeholder) {
        return placeholder.startsWith("env:") || placeholder.startsWith("sys:") || placeholder.indexOf(':') < 0
                ? placeholder
                : placeholder.substring(0, placeholder.indexOf(':'));
    }
}
