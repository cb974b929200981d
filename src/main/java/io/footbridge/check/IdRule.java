package io.footbridge.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Every route and every step has an id of its own, every bean a name of its own, every route a description. */
final class IdRule implements Rule {

    /** What Kaoto shows and people look for. */
    private static final Set<String> DESCRIBED = Set.of("route", "routeConfiguration");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        Map<String, String> ids = new HashMap<>();
        for (Element element : routes.elements()) {
            Document document = element.document();
            Yaml definition = element.definition();
            String id = definition.text("id").orElse("");
            if (definition instanceof Yaml.Scalar) {
                continue; // A shorthand, which has no place for an id.
            }
            if (id.isEmpty()) {
                // A kamelet's steps are made anew for each that calls it, and an id would be there twice.
                if (!document.source().isKamelet()) {
                    findings.accept(
                            document.finding(definition, Mistake.MISSING_ID, "this " + element.kind() + " has no id"));
                }
            } else {
                // Routes and steps may share an id; two of a kind may not.
                String space = DESCRIBED.contains(element.kind()) ? element.kind() : "step";
                unique(document, definition.find("id").orElseThrow(), space + " id", id, ids, findings);
            }
            if (DESCRIBED.contains(element.kind())
                    && definition.text("description").orElse("").isBlank()) {
                findings.accept(document.finding(
                        definition, Mistake.MISSING_DESCRIPTION, element.name() + " has no description"));
            }
        }
        for (Routes.DeclaredBean bean : routes.declaredBeans()) {
            // A kamelet's beans are its own.
            String owner = bean.document().source().isKamelet()
                    ? " in " + bean.document().source().name()
                    : "";
            unique(
                    bean.document(),
                    bean.definition().find("name").orElseThrow(),
                    "bean name" + owner,
                    bean.name(),
                    ids,
                    findings);
        }
    }

    private static void unique(
            Document document, Yaml at, String kind, String id, Map<String, String> ids, Consumer<Finding> findings) {
        String first = ids.putIfAbsent(kind + " " + id, document.source().name() + ":" + at.line());
        if (first != null) {
            findings.accept(document.finding(
                    at, Mistake.DUPLICATE_ID, "the " + kind + " '" + id + "' is already used in " + first));
        }
    }
}
