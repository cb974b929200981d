package io.footbridge.lint;

import io.footbridge.lint.yaml.Endpoint;
import java.util.Set;

/** Looks for the short forms that Camel takes and Kaoto rewrites. */
record CanonicalRule(Routes routes, Set<Finding> findings) implements Rule {

    @Override
    public void check() {
        routes.documents().stream()
                .filter(document -> !document.isKamelet())
                .flatMap(document -> document.parts().stream())
                .flatMap(part -> part.find("from").stream())
                .forEach(from -> found(from, Mistake.NOT_CANONICAL, "write 'route:' with an id around this 'from'"));
        routes.elements()
                .filter(element -> element.isStep() && element.definition().isScalar())
                .forEach(element -> found(
                        element.definition(),
                        Mistake.NOT_CANONICAL,
                        "write '" + element.kind() + "' as a mapping with an id"));
        for (Endpoint endpoint : routes.endpoints()) {
            String uri = endpoint.uri();
            boolean plain = uri.indexOf(':') < 0 || uri.startsWith("{{") || uri.startsWith("kamelet:");
            if (uri.contains("?") || !plain) {
                String message = "write only the component in 'uri', and the rest under 'parameters'";
                found(endpoint.at(), Mistake.NOT_CANONICAL, message);
            }
        }
    }
}
