package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Yaml;
import io.footbridge.settings.Setting;
import io.footbridge.text.Suggestion;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for placeholders that stand for nothing, or do not end. */
record PlaceholderRule(Routes routes, Set<Finding> findings) implements Rule {

    /** Where nobody puts values in. */
    private static final Set<String> PROSE = Set.of("description", "note");

    /** What Camel gives every kamelet. */
    private static final Set<String> OF_CAMEL = Set.of("routeId", "templateId", "uuid");

    @Override
    public void check() {
        for (Document document : routes.documents()) {
            for (Yaml part : document.parts()) {
                Set<String> own = parameters(document, part);
                part.all()
                        .filter(at -> at.isScalar() && !PROSE.contains(at.key()))
                        .forEach(at -> check(at, own));
            }
        }
    }

    private void check(Yaml at, Set<String> own) {
        for (String key : routes.placeholders().unknown(at.text())) {
            if (!own.contains(key)) {
                found(at, Mistake.BAD_PLACEHOLDER, message(key));
            }
        }
        String rest = resolve(at.text());
        if (!Placeholders.isIn(rest) && rest.contains("{{") && !rest.contains("}}")) {
            found(at, Mistake.BAD_PLACEHOLDER, "a placeholder begins with '{{' and does not end; add '}}'");
        }
    }

    /** What a kamelet or a template is called with, and its own beans, whose names Camel makes up. */
    private Set<String> parameters(Document document, Yaml part) {
        Set<String> names = new HashSet<>();
        part.find("routeTemplate").ifPresent(template -> {
            addNames(template, names);
            routes.parts("templatedRoute").forEach(route -> addNames(route, names));
        });
        if (document.isKamelet()) {
            names.addAll(OF_CAMEL);
            addNames(document.in("template"), names);
            document.in("definition")
                    .find("properties")
                    .ifPresent(properties -> names.addAll(properties.entries().keySet()));
        }
        return names;
    }

    private static void addNames(Yaml definition, Set<String> names) {
        for (String list : List.of("parameters", "beans")) {
            definition.items(list).forEach(item -> item.text("name").ifPresent(names::add));
        }
    }

    private String message(String key) {
        String placeholder = "{{" + key + "}}";
        if (!key.equals(key.strip())) {
            return placeholder + " has blanks, which Camel takes for a part of the key; write {{" + key.strip() + "}}";
        }
        if (Arrays.stream(Setting.values())
                .anyMatch(each -> each.isSecret() && each.key().equals(key))) {
            return placeholder + " is a secret, which no route is given";
        }
        return placeholder + " is not in application.properties and has no default"
                + Suggestion.of(key, routes.placeholders().keys(), "add it there, or write {{" + key + ":default}}");
    }
}
