package io.footbridge.check;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Holds every endpoint against the catalogue of its component. */
final class EndpointRule implements Rule {

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Endpoint endpoint : routes.endpoints()) {
            String scheme = endpoint.scheme(routes.placeholders());
            if (scheme.isEmpty() || scheme.equals("kamelet")) {
                continue;
            }
            if (!routes.catalogue().knows(scheme)) {
                if (!routes.beans().containsKey(scheme)) { // A bean may be a component, and lends it its name.
                    findings.accept(endpoint.finding(
                            endpoint.at(),
                            Mistake.UNKNOWN_COMPONENT,
                            "there is no component '" + scheme + "' on the class path; correct the name, or add the jar"
                                    + " that has it, mostly "
                                    + routes.catalogue().jar(scheme)));
                }
                continue;
            }
            Map<String, String> options = endpoint.options(routes.catalogue(), routes.placeholders());
            // What stands for nothing is said elsewhere.
            Set<String> unresolved = options.keySet().stream()
                    .filter(option -> Placeholders.isIn(options.get(option)))
                    .collect(Collectors.toSet());
            options.keySet().removeAll(unresolved);
            for (Catalogue.OptionMistake mistake : routes.catalogue().mistakes(scheme, options)) {
                if (!unresolved.contains(mistake.option())) {
                    findings.accept(
                            endpoint.finding(endpoint.at(mistake.option()), mistake.mistake(), mistake.message()));
                }
            }
        }
    }
}
