package io.footbridge.lint.yaml;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a route takes from or sends to.
 *
 * @param uri as it is written
 * @param parameters those beside the URI
 */
public record Endpoint(boolean isSource, String uri, Map<String, Yaml> parameters, Yaml at) {

    private static final Set<String> SHORTHANDS = Set.of("to", "toD", "poll", "from", "compensation", "completion");
    private static final Set<String> ADDRESSES = Set.of("uri", "deadLetterUri", "afterUri");

    /** Where a URI is a pattern of addresses. */
    private static final Set<String> PATTERNS = Set.of("interceptFrom", "interceptSendToEndpoint");

    /** Those that a value holds and that are known before a message comes. */
    public static Stream<Endpoint> of(Yaml node) {
        if (node.isArgument()) {
            return Stream.of();
        }
        Stream<Yaml> addresses = node.isScalar() && SHORTHANDS.contains(node.key())
                ? Stream.of(node)
                : node.entries().entrySet().stream()
                        .filter(entry -> ADDRESSES.contains(entry.getKey()))
                        .filter(entry -> !entry.getKey().equals("uri") || !PATTERNS.contains(node.key()))
                        .map(Map.Entry::getValue);
        Stream<Endpoint> endpoints = addresses.flatMap(address -> of(node, address, ""));
        return node.key().equals("kamelet")
                ? Stream.concat(endpoints, of(node, node.find("name").orElse(node), "kamelet:"))
                : endpoints;
    }

    private static Stream<Endpoint> of(Yaml owner, Yaml address, String scheme) {
        String text = address.text();
        boolean known = address.isScalar() && !text.contains("${") && !text.contains("$simple{");
        Map<String, Yaml> parameters =
                owner.find("parameters").map(Yaml::entries).orElse(Map.of());
        return known
                ? Stream.of(new Endpoint(owner.key().equals("from"), scheme + text, parameters, address))
                : Stream.of();
    }

    /** Where an option is given. */
    public Yaml at(String option) {
        return parameters.getOrDefault(option, at);
    }
}
