package io.footbridge.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Looks at what a kamelet says about its properties, and at what it is called with. */
final class KameletRule implements Rule {

    private static final String SCHEME = "kamelet:";

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.documents()) {
            if (document.source().isKamelet()) {
                checkDefinition(document, findings);
                checkCalls(document, routes, findings);
            }
        }
    }

    /** What routes call it. */
    static String nameOf(Document kamelet) {
        return kamelet.root()
                .find("metadata")
                .flatMap(metadata -> metadata.text("name"))
                .orElse("");
    }

    /** The kamelet that an endpoint is; empty if it is none. */
    static String calledBy(Endpoint endpoint, Placeholders placeholders) {
        String uri = placeholders.resolve(endpoint.uri());
        if (uri.equals("kamelet")) {
            return endpoint.parameters().get("templateId") instanceof Yaml.Scalar name ? name.text() : "";
        }
        return uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()).split("[/?]", 2)[0] : "";
    }

    private static void checkDefinition(Document document, Consumer<Finding> findings) {
        if (nameOf(document).isEmpty()) {
            findings.accept(schema(document, document.root(), "add the kamelet's name as metadata.name"));
        }
        if (document.template().entries().isEmpty()) {
            findings.accept(schema(document, document.root(), "add the kamelet's route as spec.template"));
        }
        properties(document).forEach((name, property) -> {
            for (String told : List.of("title", "description")) {
                if (property.text(told).orElse("").isBlank()) {
                    findings.accept(document.finding(
                            property, Mistake.MISSING_DESCRIPTION, "the property '" + name + "' has no " + told));
                }
            }
        });
    }

    private static void checkCalls(Document kamelet, Routes routes, Consumer<Finding> findings) {
        String name = nameOf(kamelet);
        Map<String, Yaml> properties = properties(kamelet);
        for (Endpoint endpoint : routes.endpoints()) {
            if (name.isEmpty() || !name.equals(calledBy(endpoint, routes.placeholders()))) {
                continue;
            }
            List<String> given = new ArrayList<>(endpoint.parameters().keySet());
            given.removeAll(routes.catalogue().options("kamelet"));
            for (String option : given) {
                if (!properties.containsKey(option)) {
                    findings.accept(endpoint.finding(
                            endpoint.at(option),
                            Mistake.UNKNOWN_OPTION,
                            name + " has no property '" + option + "'"
                                    + Suggestion.of(option, properties.keySet(), "remove it, or correct the name")));
                }
            }
            required(kamelet).keySet().forEach(option -> {
                boolean inUri = endpoint.uri().contains(option + "=");
                boolean inSettings = routes.placeholders().knows("camel.kamelet." + name + "." + option);
                if (!given.contains(option) && !inUri && !inSettings) {
                    findings.accept(endpoint.finding(
                            endpoint.at(),
                            Mistake.MISSING_OPTION,
                            name + " needs the property '" + option + "'; add it under 'parameters'"));
                }
            });
        }
    }

    private static Map<String, Yaml> properties(Document document) {
        return document.definition().find("properties").map(Yaml::entries).orElse(Map.of());
    }

    private static Map<String, Yaml> required(Document document) {
        Map<String, Yaml> required = new LinkedHashMap<>();
        document.definition()
                .find("required")
                .ifPresent(names -> names.items().forEach(name -> {
                    if (name instanceof Yaml.Scalar scalar) {
                        required.put(scalar.text(), scalar);
                    }
                }));
        return required;
    }

    private static Finding schema(Document document, Yaml at, String message) {
        return document.finding(at, Mistake.SCHEMA, message);
    }
}
