package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Endpoint;
import io.footbridge.lint.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at what a kamelet says about its properties, and at what it is called with. */
record KameletRule(Routes routes, Findings findings) implements Rule {

    private static final String SCHEME = "kamelet:";

    @Override
    public void check() {
        routes.documents().stream().filter(Document::isKamelet).forEach(kamelet -> {
            String name = nameOf(kamelet);
            Map<String, Yaml> properties = kamelet.in("definition")
                    .find("properties")
                    .map(Yaml::entries)
                    .orElse(Map.of());
            if (name.isEmpty()) {
                found(kamelet.root(), Mistake.SCHEMA, "add the kamelet's name as metadata.name");
            }
            if (kamelet.parts().isEmpty()) {
                found(kamelet.root(), Mistake.SCHEMA, "add the kamelet's route as spec.template");
            }
            properties.forEach(this::checkProperty);
            routes.endpoints().stream()
                    .filter(endpoint -> !name.isEmpty() && name.equals(calledBy(endpoint, routes)))
                    .forEach(call -> checkCall(call, name, kamelet, properties));
        });
    }

    /** What routes call it. */
    static String nameOf(Document kamelet) {
        return kamelet.root()
                .find("metadata")
                .flatMap(metadata -> metadata.text("name"))
                .orElse("");
    }

    /** The kamelet that an endpoint is; empty if it is none. */
    static String calledBy(Endpoint endpoint, Routes routes) {
        String uri = routes.placeholders().resolve(endpoint.uri());
        if (uri.equals("kamelet")) {
            Yaml name = endpoint.parameters().get("templateId");
            return name == null ? "" : name.text();
        }
        return uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()).split("[/?]", 2)[0] : "";
    }

    private void checkProperty(String name, Yaml property) {
        for (String told : List.of("title", "description")) {
            if (property.text(told).orElse("").isBlank()) {
                found(property, Mistake.MISSING_DESCRIPTION, "the property '" + name + "' has no " + told);
            }
        }
    }

    private void checkCall(Endpoint call, String name, Document kamelet, Map<String, Yaml> properties) {
        List<String> given = new ArrayList<>(call.parameters().keySet());
        given.removeAll(routes.catalogue().options("kamelet"));
        for (String option : given) {
            if (!properties.containsKey(option)) {
                found(
                        call.at(option),
                        Mistake.UNKNOWN_OPTION,
                        name + " has no property '" + option + "'",
                        option,
                        properties.keySet(),
                        "remove it, or correct the name");
            }
        }
        for (Yaml required : kamelet.in("definition").items("required")) {
            String option = required.text();
            boolean inUri = call.uri().contains(option + "=");
            boolean inSettings = routes.placeholders().knows("camel.kamelet." + name + "." + option);
            if (!given.contains(option) && !inUri && !inSettings) {
                found(
                        call.at(),
                        Mistake.MISSING_OPTION,
                        name + " needs the property '" + option + "'; add it under 'parameters'");
            }
        }
    }
}
