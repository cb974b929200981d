package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Endpoint;
import io.footbridge.lint.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that every kamelet that a route calls is there, what it is called with, and what it says about its properties. */
record KameletRule(Routes routes, Set<Finding> findings) implements Rule {

    private static final String SCHEME = "kamelet:";

    /** What needs no file: no kamelet at all, and the two ends of a template. */
    private static final Set<String> OTHERS = Set.of("", "source", "sink");

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
                    .filter(endpoint -> !name.isEmpty() && name.equals(calledBy(endpoint)))
                    .forEach(call -> checkCall(call, name, kamelet, properties));
        });
        if (routes.isComplete()) { // Else, what is missed may be in the file that could not be read.
            checkTargets();
        }
    }

    private void checkTargets() {
        Set<String> kamelets = routes.documents().stream()
                .filter(Document::isKamelet)
                .map(KameletRule::nameOf)
                .collect(Collectors.toSet());
        for (Endpoint endpoint : routes.endpoints()) {
            String name = calledBy(endpoint);
            boolean known = kamelets.contains(name)
                    || OTHERS.contains(name)
                    || routes.catalogue().hasKamelet(name);
            if (!known) {
                String advice = "put " + name + ".kamelet.yaml into kamelets/";
                unknown(endpoint.at(), Mistake.MISSING_TARGET, "there is no kamelet", name, kamelets, advice);
            }
        }
    }

    /** What routes call it. */
    private static String nameOf(Document kamelet) {
        return kamelet.root()
                .find("metadata")
                .flatMap(metadata -> metadata.text("name"))
                .orElse("");
    }

    /** The kamelet that an endpoint is; empty if it is none. */
    private String calledBy(Endpoint endpoint) {
        String uri = resolve(endpoint.uri());
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
                String message = name + " has no property";
                unknown(call.at(option), Mistake.UNKNOWN_OPTION, message, option, properties.keySet(), "remove it");
            }
        }
        for (Yaml required : kamelet.in("definition").items("required")) {
            String option = required.text();
            boolean inUri = call.uri().contains(option + "=");
            boolean inSettings = routes.placeholders().knows("camel.kamelet." + name + "." + option);
            if (!given.contains(option) && !inUri && !inSettings) {
                String message = name + " needs the property '" + option + "'; add it under 'parameters'";
                found(call.at(), Mistake.MISSING_OPTION, message);
            }
        }
    }
}
