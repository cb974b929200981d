package io.footbridge.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for what a route goes on in: other routes, kamelets, configurations. */
final class TargetRule implements Rule {

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        if (!routes.isComplete()) {
            return; // What is missed may be in the file that could not be read.
        }
        checkDirect(routes, findings);
        checkKamelets(routes, findings);
        checkConfigurations(routes, findings);
    }

    private static void checkDirect(Routes routes, Consumer<Finding> findings) {
        Set<String> taken = new HashSet<>();
        List<Endpoint> sent = new ArrayList<>();
        for (Endpoint endpoint : routes.endpoints()) {
            if (!endpoint.scheme(routes.placeholders()).equals("direct")) {
                continue;
            }
            if (endpoint.isSource()) {
                taken.addAll(TemplateRule.valuesOf(nameOf(endpoint, routes), routes));
            } else if (!isOptional(endpoint, routes)) {
                sent.add(endpoint);
            }
        }
        for (Endpoint endpoint : sent) {
            String name = nameOf(endpoint, routes);
            if (!name.isEmpty() && !Placeholders.isIn(name) && !taken.contains(name)) {
                findings.accept(endpoint.finding(
                        endpoint.at("name"),
                        Mistake.MISSING_TARGET,
                        "no route takes from direct:" + name
                                + Suggestion.of(name, taken, "add a route from it, or correct the name")));
            }
        }
    }

    private static boolean isOptional(Endpoint endpoint, Routes routes) {
        return endpoint.options(routes.catalogue(), routes.placeholders())
                .getOrDefault("failIfNoConsumers", "true")
                .equals("false");
    }

    private static String nameOf(Endpoint endpoint, Routes routes) {
        return endpoint.options(routes.catalogue(), routes.placeholders()).getOrDefault("name", "");
    }

    private static void checkKamelets(Routes routes, Consumer<Finding> findings) {
        List<String> kamelets = routes.documents().stream()
                .filter(document -> document.source().isKamelet())
                .map(KameletRule::nameOf)
                .toList();
        for (Endpoint endpoint : routes.endpoints()) {
            String name = KameletRule.calledBy(endpoint, routes.placeholders());
            boolean ofTheTemplate = name.isEmpty() || name.equals("source") || name.equals("sink");
            if (!ofTheTemplate
                    && !kamelets.contains(name)
                    && !routes.catalogue().hasKamelet(name)) {
                findings.accept(endpoint.finding(
                        endpoint.at(),
                        Mistake.MISSING_TARGET,
                        "there is no kamelet '" + name + "'"
                                + Suggestion.of(
                                        name,
                                        kamelets,
                                        "put " + name + ".kamelet.yaml into kamelets/, or correct the name")));
            }
        }
    }

    private static void checkConfigurations(Routes routes, Consumer<Finding> findings) {
        Set<String> known = new HashSet<>();
        for (Element element : routes.elements()) {
            if (element.kind().equals("routeConfiguration")) {
                element.definition().text("id").ifPresent(known::add);
            }
        }
        for (Element element : routes.elements()) {
            String ids = element.definition().text("routeConfigurationId").orElse("");
            for (String id : routes.placeholders().resolve(ids).split(",", -1)) {
                boolean pattern = id.contains("*") || Placeholders.isIn(id);
                if (!id.isBlank() && !pattern && !known.contains(id.strip())) {
                    findings.accept(element.document()
                            .finding(
                                    element.definition()
                                            .find("routeConfigurationId")
                                            .orElseThrow(),
                                    Mistake.UNKNOWN_ROUTE_CONFIGURATION,
                                    "there is no routeConfiguration '" + id.strip() + "'"
                                            + Suggestion.of(id.strip(), known, "add it, or correct the id")));
                }
            }
        }
    }
}
