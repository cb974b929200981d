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
        for (Document document : routes.documents()) {
            for (Yaml part : document.parts()) {
                String owner = owner(document, part);
                Element.of(document, part).forEach(element -> check(element, owner, ids, findings));
            }
        }
        for (Routes.DeclaredBean bean : routes.declaredBeans()) {
            unique(
                    bean.document(),
                    bean.definition().find("name").orElseThrow(),
                    "bean name",
                    owner(bean.document(), bean.definition()),
                    bean.name(),
                    ids,
                    findings);
        }
    }

    private static void check(Element element, String owner, Map<String, String> ids, Consumer<Finding> findings) {
        Document document = element.document();
        Yaml definition = element.definition();
        String id = definition.text("id").orElse("");
        boolean described = DESCRIBED.contains(element.kind());
        if (definition instanceof Yaml.Scalar) {
            return; // A shorthand, which has no place for an id.
        }
        if (id.isEmpty()) {
            // A kamelet's steps are made anew for each that calls it, and an id would be there twice.
            if (!document.source().isKamelet()) {
                findings.accept(
                        document.finding(definition, Mistake.MISSING_ID, "this " + element.kind() + " has no id"));
            }
        } else if (element.isStep() || described) {
            // Camel has one space for routes and steps; what belongs to a step may be called as it likes.
            String kind = element.kind().equals("routeConfiguration") ? "routeConfiguration id" : "id";
            unique(document, definition.find("id").orElseThrow(), kind, owner, id, ids, findings);
        }
        if (described && definition.text("description").orElse("").isBlank()) {
            findings.accept(
                    document.finding(definition, Mistake.MISSING_DESCRIPTION, element.name() + " has no description"));
        }
    }

    /** What a kamelet or a template has is its own. */
    private static String owner(Document document, Yaml part) {
        if (document.source().isKamelet()) {
            return document.source().name();
        }
        return part.find("routeTemplate").isPresent() ? document.source().name() + ":" + part.line() : "";
    }

    private static void unique(
            Document document,
            Yaml at,
            String kind,
            String owner,
            String id,
            Map<String, String> ids,
            Consumer<Finding> findings) {
        String place = document.source().name() + ":" + at.line();
        String first = ids.putIfAbsent(String.join(" ", owner, kind, id), place);
        if (first != null) {
            findings.accept(document.finding(
                    at,
                    Mistake.DUPLICATE_ID,
                    "the " + kind + " '" + id + "' is already used in " + first + "; give one of them another"));
        }
    }
}
