package io.footbridge.check;

import io.footbridge.settings.Setting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for placeholders that stand for nothing, or do not end. */
final class PlaceholderRule implements Rule {

    /** Where nobody puts values in. */
    private static final Set<String> PROSE = Set.of("description", "note");

    /** What Camel gives every kamelet. */
    private static final Set<String> OF_CAMEL = Set.of("routeId", "templateId", "uuid");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.documents()) {
            for (Yaml part : document.parts()) {
                Set<String> own = parameters(document, part, routes);
                for (Document.Place place : Document.places(part)) {
                    if (place.value() instanceof Yaml.Scalar scalar && !PROSE.contains(place.key())) {
                        check(document, scalar, own, routes, findings);
                    }
                }
            }
        }
    }

    private static void check(
            Document document, Yaml.Scalar scalar, Set<String> own, Routes routes, Consumer<Finding> findings) {
        for (String key : routes.placeholders().unknown(scalar.text())) {
            if (!own.contains(key)) {
                findings.accept(document.finding(scalar, Mistake.BAD_PLACEHOLDER, message(key, routes)));
            }
        }
        String rest = routes.placeholders().resolve(scalar.text());
        if (!Placeholders.isIn(rest) && rest.contains("{{") && !rest.contains("}}")) {
            findings.accept(document.finding(
                    scalar, Mistake.BAD_PLACEHOLDER, "a placeholder begins with '{{' and does not end; add '}}'"));
        }
    }

    /** What a kamelet or a template is called with, and its own beans, whose names Camel makes up. */
    private static Set<String> parameters(Document document, Yaml part, Routes routes) {
        Set<String> names = new HashSet<>();
        part.find("routeTemplate").ifPresent(template -> {
            addNames(template, names);
            routes.templatedRoutes().forEach(route -> addNames(route.definition(), names));
        });
        if (document.source().isKamelet()) {
            names.addAll(OF_CAMEL);
            addNames(document.template(), names);
            document.definition()
                    .find("properties")
                    .ifPresent(properties -> names.addAll(properties.entries().keySet()));
        }
        return names;
    }

    private static void addNames(Yaml definition, Set<String> names) {
        definition.items("parameters").forEach(item -> item.text("name").ifPresent(names::add));
        definition.items("beans").forEach(bean -> bean.text("name").ifPresent(names::add));
    }

    private static String message(String key, Routes routes) {
        if (!key.equals(key.strip())) {
            return "{{" + key + "}} has blanks, which Camel takes for a part of the key; write {{" + key.strip() + "}}";
        }
        boolean secret = Arrays.stream(Setting.values())
                .anyMatch(setting -> setting.isSecret() && setting.key().equals(key));
        if (secret) {
            return "{{" + key + "}} is a secret, which no route is given";
        }
        return "{{" + key + "}} is not in application.properties and has no default"
                + Suggestion.of(key, routes.placeholders().keys(), "add it there, or write {{" + key + ":default}}");
    }
}
