package io.footbridge.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a route takes from or sends to.
 *
 * @param isSource whether the route takes from it
 * @param uri as it is written
 * @param parameters those beside the URI
 * @param at where it is named
 */
record Endpoint(Document document, boolean isSource, String uri, Map<String, Yaml> parameters, Yaml at) {

    private static final Set<String> SHORTHANDS = Set.of("to", "toD", "poll", "from", "compensation", "completion");
    private static final Set<String> ADDRESSES = Set.of("uri", "deadLetterUri", "afterUri");

    /** Where a URI is a pattern of addresses. */
    private static final Set<String> PATTERNS = Set.of("interceptFrom", "interceptSendToEndpoint");

    /** All endpoints of a file that are known before a message comes. */
    static List<Endpoint> of(Document document) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Document.Place place : document.places()) {
            if (place.isArgument()) {
                continue;
            }
            if (place.value() instanceof Yaml.Scalar scalar && SHORTHANDS.contains(place.key())) {
                add(document, place, scalar, "", Map.of(), endpoints);
            }
            Map<String, Yaml> parameters =
                    place.value().find("parameters").map(Yaml::entries).orElse(Map.of());
            place.value().entries().forEach((key, value) -> {
                boolean pattern = key.equals("uri") && PATTERNS.contains(place.key());
                if (ADDRESSES.contains(key) && !pattern) {
                    add(document, place, value, "", parameters, endpoints);
                }
            });
            if (place.key().equals("kamelet")) {
                add(
                        document,
                        place,
                        place.value().find("name").orElse(place.value()),
                        "kamelet:",
                        parameters,
                        endpoints);
            }
        }
        return endpoints;
    }

    private static void add(
            Document document,
            Document.Place place,
            Yaml address,
            String scheme,
            Map<String, Yaml> parameters,
            List<Endpoint> endpoints) {
        if (address instanceof Yaml.Scalar scalar
                && !scalar.text().contains("${")
                && !scalar.text().contains("$simple{")) {
            boolean source = place.key().equals("from");
            endpoints.add(new Endpoint(document, source, scheme + scalar.text(), parameters, scalar));
        }
    }

    /** What its address begins with; empty if that is a placeholder which stands for nothing. */
    String scheme(Placeholders placeholders) {
        String resolved = placeholders.resolve(uri);
        int end = resolved.indexOf(':');
        String scheme = end < 0 ? resolved.split("\\?", 2)[0] : resolved.substring(0, end);
        return scheme.contains("{{") ? "" : scheme;
    }

    /** Every option with its value: those of the address and those beside it. */
    Map<String, String> options(Catalogue catalogue, Placeholders placeholders) {
        Map<String, String> options = new LinkedHashMap<>();
        String resolved = placeholders.resolve(uri);
        if (resolved.contains(":") || resolved.contains("?")) {
            options.putAll(catalogue.ofUri(resolved));
        }
        parameters.forEach((name, value) -> {
            if (value instanceof Yaml.Scalar scalar) {
                options.put(name, withoutRaw(placeholders.resolve(scalar.text())));
            }
        });
        return options;
    }

    /** Where an option is given. */
    Yaml at(String option) {
        return parameters.getOrDefault(option, at);
    }

    Finding finding(Yaml place, Mistake mistake, String message) {
        return document.finding(place, mistake, message);
    }

    /** {@code RAW(…)} keeps Camel from decoding a value, and is no part of it. */
    private static String withoutRaw(String value) {
        return value.matches("(?s)RAW\\(.*\\)|RAW\\{.*}") ? value.substring(4, value.length() - 1) : value;
    }
}
