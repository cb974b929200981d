package io.footbridge.check;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks for languages and data formats whose jar is not on the class path. */
final class ExtensionRule implements Rule {

    private static final Set<String> USES = Set.of("marshal", "unmarshal", "dataFormats");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.documents()) {
            for (Document.Place place : document.places()) {
                if (!place.isArgument()) {
                    place.value()
                            .entries()
                            .forEach((key, value) -> checkLanguage(document, place, key, value, routes, findings));
                }
                if (USES.contains(place.key())) {
                    place.value()
                            .entries()
                            .forEach((key, value) -> checkFormat(document, key, value, routes, findings));
                }
            }
        }
    }

    private static void checkLanguage(
            Document document,
            Document.Place place,
            String key,
            Yaml value,
            Routes routes,
            Consumer<Finding> findings) {
        boolean named = key.equals("logLanguage")
                || key.equals("scriptLanguage")
                || (key.equals("language") && place.key().equals("language"));
        String name = named && value instanceof Yaml.Scalar scalar
                ? routes.placeholders().resolve(scalar.text())
                : routes.catalogue().language(key).orElse("");
        boolean known = name.isEmpty()
                || Placeholders.isIn(name)
                || routes.catalogue().hasLanguage(name)
                || routes.hasBean(name);
        if (!known) {
            findings.accept(
                    document.finding(value, Mistake.UNKNOWN_LANGUAGE, "the language '" + name + wanted(name, routes)));
        }
    }

    private static void checkFormat(
            Document document, String key, Yaml value, Routes routes, Consumer<Finding> findings) {
        String kind = value.text("library").or(() -> value.text("type")).orElse("");
        String name = key.equals("custom")
                ? routes.placeholders().resolve(value.text("ref").orElse(""))
                : routes.catalogue().dataFormat(key, kind).orElse("");
        boolean known = name.isEmpty()
                || Placeholders.isIn(name)
                || routes.catalogue().hasDataFormat(name)
                || routes.hasBean(name)
                || ids(routes).contains(name);
        if (!known) {
            findings.accept(document.finding(
                    value, Mistake.UNKNOWN_DATA_FORMAT, "the data format '" + name + wanted(name, routes)));
        }
    }

    /** What the data formats are called that the files declare. */
    private static Set<String> ids(Routes routes) {
        return routes.parts("dataFormats").stream()
                .flatMap(part -> part.definition().items().stream())
                .flatMap(item -> item.entries().values().stream())
                .flatMap(format -> format.text("id").stream())
                .collect(Collectors.toSet());
    }

    private static String wanted(String name, Routes routes) {
        return "' is not on the class path; add " + routes.catalogue().jar(name) + " and what it depends on";
    }
}
