package io.footbridge.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Yaml;
import io.footbridge.text.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the validator says about one place in a file, in words that a person can use.
 *
 * @param errors at least one, all about the same place
 */
record SchemaComplaint(SchemaRule rule, Document document, RouteSchema schema, List<Error> errors) {

    private static final String UNKNOWN = "additionalProperties";

    private static final Map<String, String> TYPES = Map.of(
            "boolean", "true or false",
            "number", "a number",
            "integer", "a whole number",
            "string", "a text",
            "array", "a list, whose items begin with '- '",
            "object", "keys and values below it",
            "null", "nothing");

    /** Whether it is about one of several forms, any of which would do. */
    static boolean isAlternative(Error error) {
        String path = error.getEvaluationPath().toString();
        return (path.contains("/oneOf/") || path.contains("/anyOf/"))
                && !error.getKeyword().equals(UNKNOWN);
    }

    void report() {
        Yaml at = place();
        List<Error> unknown = of(UNKNOWN);
        List<Error> missing = of("required");
        if (!of("maxProperties").isEmpty()) {
            several(at, unknown);
        } else if (!unknown.isEmpty()) {
            unknown.forEach(error -> unknown(at, error));
        } else if (!missing.isEmpty()) {
            missing(at, missing);
        } else if (!isTakenByCamel(at)) {
            complain(at, value());
        }
    }

    private void unknown(Yaml at, Error error) {
        String key = error.getProperty();
        boolean step = RouteSchema.isStep(error);
        String message = step ? "there is no step '" + key + "'" : "'" + key + "' has no place here";
        String advice = Suggestion.of(key, schema.keys(error), "remove it, or check its indentation");
        rule.found(at.find(key).orElse(at), step ? Mistake.UNKNOWN_STEP : Mistake.SCHEMA, message + advice);
    }

    /** An item of a list has one key: what it is. */
    private void several(Yaml at, List<Error> unknown) {
        List<String> strange = unknown.stream().map(Error::getProperty).toList();
        String first = at.entries().keySet().iterator().next();
        at.entries().forEach((key, value) -> {
            if (!key.equals(first)) {
                complain(
                        value,
                        strange.contains(key)
                                ? "'" + key + "' belongs to '" + first + "'; indent it deeper than '" + first + "'"
                                : "'" + key + "' is a list item of its own; write '- " + key + ":'");
            }
        });
        unknown.stream().filter(error -> error.getProperty().equals(first)).forEach(error -> unknown(at, error));
    }

    /** Of many keys that would do, the language of an expression is the one that is asked for. */
    private void missing(Yaml at, List<Error> missing) {
        List<String> names = missing.stream().map(Error::getProperty).distinct().toList();
        if (!missing.stream().allMatch(SchemaComplaint::isAlternative)) {
            complain(at, "'" + String.join("', '", names) + "' is missing here; add it");
        } else if (at.entries().size() == 1) {
            at.entries()
                    .forEach((language, value) -> complain(
                            value, "there is no language '" + language + "'" + Suggestion.of(language, names)));
        } else {
            complain(at, "an expression is missing here; add one, such as 'simple'");
        }
    }

    /** A placeholder is always text, and a person may put a number in quotes; Camel takes both, and what is no text for text. */
    private boolean isTakenByCamel(Yaml at) {
        if (at.value() instanceof String) {
            String text = rule.resolve(at.text());
            boolean fits = errors.stream().anyMatch(error -> fits(text, error));
            if (fits && text.equals(at.text())) {
                rule.found(at, Mistake.QUOTED_VALUE, "write " + text + " without quotes");
            }
            return fits || Placeholders.isIn(text); // What stands for nothing is said elsewhere.
        }
        boolean text = at.value() != null
                && of("type").stream()
                        .anyMatch(error -> error.getSchemaNode().asText().equals("string"));
        if (text) {
            rule.found(at, Mistake.QUOTED_VALUE, "write \"" + at.text() + "\" with quotes");
        }
        return text;
    }

    private String value() {
        String expected = errors.stream()
                .filter(error -> List.of("type", "enum").contains(error.getKeyword()))
                .map(error -> error.getKeyword().equals("type")
                        ? TYPES.get(error.getSchemaNode().asText())
                        : "one of " + String.join(", ", words(error)))
                .distinct()
                .collect(Collectors.joining(" or "));
        return expected.isEmpty() ? errors.get(0).getMessage() : "write " + expected;
    }

    private static boolean fits(String text, Error error) {
        return switch (error.getKeyword() + " " + error.getSchemaNode().asText()) {
            case "type boolean" -> text.equals("true") || text.equals("false");
            case "type number", "type integer" -> text.matches("-?[0-9]+");
            case "enum " -> words(error).stream().anyMatch(text::equalsIgnoreCase);
            default -> false;
        };
    }

    private static List<String> words(Error error) {
        return error.getSchemaNode().valueStream().map(JsonNode::asText).toList();
    }

    private List<Error> of(String keyword) {
        return errors.stream()
                .filter(error -> error.getKeyword().equals(keyword))
                .toList();
    }

    private void complain(Yaml at, String message) {
        rule.found(at, Mistake.SCHEMA, message);
    }

    private Yaml place() {
        NodePath path = errors.get(0).getInstanceLocation();
        Yaml at = document.list();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object name = path.getElement(i);
            at = name instanceof Integer index
                    ? at.items().get(index)
                    : at.find(name.toString()).orElse(at);
        }
        return at;
    }
}
