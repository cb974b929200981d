package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Endpoint;

/** Looks for the short forms that Camel takes and Kaoto rewrites. */
record CanonicalRule(Routes routes, Findings findings) implements Rule {

    @Override
    public void check() {
        routes.documents().stream()
                .filter(document -> !document.isKamelet())
                .map(Document::parts)
                .forEach(parts -> parts.forEach(part -> part.find("from")
                        .ifPresent(from ->
                                found(from, Mistake.NOT_CANONICAL, "write 'route:' with an id around this 'from'"))));
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
                found(
                        endpoint.at(),
                        Mistake.NOT_CANONICAL,
                        "write only the component in 'uri', and the rest under 'parameters'");
            }
        }
    }
}
