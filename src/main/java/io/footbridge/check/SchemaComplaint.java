package io.footbridge.check;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the validator says about one place in a file, in words that a person can use.
 *
 * @param errors at least one, all about the same place
 */
record SchemaComplaint(Document document, RouteSchema schema, Placeholders placeholders, List<Error> errors) {

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

    void report(Consumer<Finding> findings) {
        Yaml at = place();
        List<Error> unknown = of(UNKNOWN);
        List<Error> missing = of("required");
        if (!of("maxProperties").isEmpty()) {
            several(at, unknown, findings);
        } else if (!unknown.isEmpty()) {
            unknown.forEach(error -> unknown(at, error, findings));
        } else if (!missing.isEmpty()) {
            missing(at, missing, findings);
        } else {
            value(at, findings);
        }
    }

    private void unknown(Yaml at, Error error, Consumer<Finding> findings) {
        String key = error.getProperty();
        String guess = Suggestion.of(key, schema.keys(error), "remove it, or check its indentation");
        boolean step = RouteSchema.isStep(error);
        findings.accept(document.finding(
                at.find(key).orElse(at),
                step ? Mistake.UNKNOWN_STEP : Mistake.SCHEMA,
                (step ? "there is no step '" + key + "'" : "'" + key + "' has no place here") + guess));
    }

    /** An item of a list has one key: what it is. */
    private void several(Yaml at, List<Error> unknown, Consumer<Finding> findings) {
        List<String> strange = unknown.stream().map(Error::getProperty).toList();
        String first = at.entries().keySet().iterator().next();
        at.entries().forEach((key, value) -> {
            if (!key.equals(first)) {
                findings.accept(document.finding(
                        value,
                        Mistake.SCHEMA,
                        strange.contains(key)
                                ? "'" + key + "' belongs to '" + first + "'; indent it deeper than '" + first + "'"
                                : "'" + key + "' is a list item of its own; write '- " + key + ":'"));
            }
        });
        unknown.stream()
                .filter(error -> error.getProperty().equals(first))
                .forEach(error -> unknown(at, error, findings));
    }

    /** Of many keys that would do, the language of an expression is the one that is asked for. */
    private void missing(Yaml at, List<Error> missing, Consumer<Finding> findings) {
        List<String> names = missing.stream().map(Error::getProperty).distinct().toList();
        boolean alternatives = missing.stream().allMatch(SchemaComplaint::isAlternative);
        if (!alternatives) {
            findings.accept(document.finding(
                    at,
                    Mistake.SCHEMA,
                    names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                            + " is missing here; add it"));
        } else if (at.entries().size() == 1) {
            String language = at.entries().keySet().iterator().next();
            findings.accept(document.finding(
                    at.entries().get(language),
                    Mistake.SCHEMA,
                    "there is no language '" + language + "'" + Suggestion.of(language, names)));
        } else {
            findings.accept(
                    document.finding(at, Mistake.SCHEMA, "an expression is missing here; add one, such as 'simple'"));
        }
    }

    /** A placeholder is always text, and a person may put a number in quotes; Camel takes both, and what is no text for text. */
    private void value(Yaml at, Consumer<Finding> findings) {
        if (at instanceof Yaml.Scalar scalar && scalar.value() instanceof String) {
            String text = placeholders.resolve(scalar.text());
            if (Placeholders.isIn(text)) {
                return; // What stands for nothing is said elsewhere.
            }
            if (errors.stream().anyMatch(error -> fits(text, error))) {
                if (text.equals(scalar.text())) {
                    findings.accept(document.finding(at, Mistake.QUOTED_VALUE, "write " + text + " without quotes"));
                }
                return;
            }
        }
        if (at instanceof Yaml.Scalar scalar && scalar.value() != null && takesText()) {
            findings.accept(document.finding(at, Mistake.QUOTED_VALUE, "write \"" + scalar.text() + "\" with quotes"));
            return;
        }
        List<String> expected = new ArrayList<>();
        for (Error error : errors) {
            if (error.getKeyword().equals("type")) {
                expected.add(TYPES.get(error.getSchemaNode().asText()));
            } else if (error.getKeyword().equals("enum")) {
                expected.add("one of " + String.join(", ", words(error)));
            }
        }
        findings.accept(document.finding(
                at,
                Mistake.SCHEMA,
                expected.isEmpty()
                        ? errors.get(0).getMessage()
                        : "write "
                                + String.join(
                                        " or ", expected.stream().distinct().toList())));
    }

    private boolean takesText() {
        return errors.stream()
                .anyMatch(error -> error.getKeyword().equals("type")
                        && error.getSchemaNode().asText().equals("string"));
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
        List<String> words = new ArrayList<>();
        error.getSchemaNode().forEach(word -> words.add(word.asText()));
        return words;
    }

    private List<Error> of(String keyword) {
        return errors.stream()
                .filter(error -> error.getKeyword().equals(keyword))
                .toList();
    }

    private Yaml place() {
        NodePath path = errors.get(0).getInstanceLocation();
        Yaml at = new Yaml.Sequence(1, document.parts());
        for (int i = 0; i < path.getNameCount(); i++) {
            Object name = path.getElement(i);
            at = name instanceof Integer index
                    ? at.items().get(index)
                    : at.find(name.toString()).orElse(at);
        }
        return at;
    }
}
