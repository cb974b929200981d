package io.footbridge.check;

import java.util.function.Consumer;

/** Looks for the short forms that Camel takes and Kaoto rewrites. */
final class CanonicalRule implements Rule {

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.documents()) {
            if (!document.source().isKamelet()) {
                document.parts()
                        .forEach(part -> part.find("from")
                                .ifPresent(from -> findings.accept(document.finding(
                                        from, Mistake.NOT_CANONICAL, "write 'route:' with an id around this 'from'"))));
            }
        }
        for (Element element : routes.elements()) {
            if (element.isStep() && element.definition() instanceof Yaml.Scalar) {
                findings.accept(element.document()
                        .finding(
                                element.definition(),
                                Mistake.NOT_CANONICAL,
                                "write '" + element.kind() + "' as a mapping with an id"));
            }
        }
        for (Endpoint endpoint : routes.endpoints()) {
            String uri = endpoint.uri();
            boolean plain = uri.indexOf(':') < 0 || uri.startsWith("{{") || uri.startsWith("kamelet:");
            boolean isShort = uri.contains("?") || !plain;
            if (isShort) {
                findings.accept(endpoint.finding(
                        endpoint.at(),
                        Mistake.NOT_CANONICAL,
                        "write only the component in 'uri', and the rest under 'parameters'"));
            }
        }
    }
}
