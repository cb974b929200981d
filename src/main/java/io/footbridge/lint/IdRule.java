package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Element;
import io.footbridge.lint.yaml.Yaml;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Every route and every step has an id of its own, every bean a name of its own, every route a description. */
record IdRule(Routes routes, Set<Finding> findings, Map<String, Yaml> used) implements Rule {

    IdRule(Routes routes, Set<Finding> findings) {
        this(routes, findings, new HashMap<>());
    }

    @Override
    public void check() {
        for (Document document : routes.documents()) {
            for (Yaml part : document.parts()) {
                // What a kamelet or a template has is its own.
                String file = document.source().name();
                boolean template = part.find("routeTemplate").isPresent();
                String owner = document.isKamelet() ? file : template ? file + ":" + part.line() : "";
                Element.of(part).forEach(element -> check(element, document.isKamelet() || template, owner));
                part.items("beans")
                        .forEach(bean -> bean.find("name")
                                .ifPresent(name -> unique(name, "bean name", document.isKamelet() ? file : "")));
            }
        }
    }

    private void check(Element element, boolean madeAnew, String owner) {
        Yaml definition = element.definition();
        if (definition.isScalar()) {
            return; // A shorthand, which has no place for an id.
        }
        boolean configuration = element.kind().equals("routeConfiguration");
        boolean described = configuration || element.kind().equals("route"); // What Kaoto shows and people look for.
        if (definition.text("id").orElse("").isEmpty()) {
            // The steps of a kamelet or a template are made anew for each use, and an id would be there twice.
            if (!madeAnew) {
                found(definition, Mistake.MISSING_ID, "this " + element.kind() + " has no id");
            }
        } else if (element.isStep() || described) {
            // Camel has one space for routes and steps; what belongs to a step may be called as it likes.
            unique(definition.find("id").orElseThrow(), configuration ? "routeConfiguration id" : "id", owner);
        }
        if (described && definition.text("description").orElse("").isBlank()) {
            found(definition, Mistake.MISSING_DESCRIPTION, element.name() + " has no description");
        }
    }

    private void unique(Yaml at, String kind, String owner) {
        Yaml first = used.putIfAbsent(String.join(" ", owner, kind, at.text()), at);
        if (first != null) {
            String place = first.file() + ":" + first.line() + "; give one of them another";
            found(at, Mistake.DUPLICATE_ID, "the " + kind + " '" + at.text() + "' is already used in " + place);
        }
    }
}
