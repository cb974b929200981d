package io.footbridge.lint;

import io.footbridge.settings.Setting;
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
        this.environment = environment;
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
        // As deep as anybody nests defaults; a value that names itself must not turn round for ever.
        for (int depth = 0; depth < 5 && isIn(resolved); depth++) {
            resolved = INNERMOST
                    .matcher(resolved)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(value(found.group(1)).orElse(found.group())));
        }
        return resolved;
    }

    /** The keys in a text that stand for nothing. */
    List<String> unknown(String text) {
        return INNERMOST
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(body -> value(body).isEmpty())
                .map(body -> body.startsWith("env:") || body.startsWith("sys:") ? body : body.split(":", 2)[0])
                .toList();
    }

    private Optional<String> value(String body) {
        if (!body.equals(body.strip())) {
            return Optional.empty(); // Blanks are part of the key to Camel.
        }
        if (body.startsWith("?")) {
            return Optional.of(values.getOrDefault(body.substring(1), ""));
        }
        boolean ofEnvironment = body.startsWith("env:");
        if (ofEnvironment || body.startsWith("sys:")) {
            String[] parts = body.substring(4).split(":", 2);
            return orDefault(
                    Optional.ofNullable(ofEnvironment ? environment.apply(parts[0]) : System.getProperty(parts[0])),
                    parts);
        }
        String[] parts = body.split(":", 2);
        return parts.length > 1 && FUNCTIONS.contains(parts[0])
                ? Optional.of("") // Only Camel can tell, once it is up.
                : orDefault(lookUp(parts[0]), parts);
    }

    private static Optional<String> orDefault(Optional<String> value, String[] parts) {
        return value.or(() -> parts.length < 2 ? Optional.empty() : Optional.of(parts[1]));
    }

    /** In Camel's order: system properties, the environment, the files. */
    private Optional<String> lookUp(String key) {
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(values.get(key)))
                .or(() -> Optional.ofNullable(environment.apply(Setting.variableOf(key))));
    }
}
