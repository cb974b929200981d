package io.footbridge.check;

import io.footbridge.settings.Setting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for placeholders that stand for nothing. */
final class PlaceholderRule implements Rule {

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.documents()) {
            Set<String> own = parameters(document);
            for (Document.Place place : document.places()) {
                if (place.value() instanceof Yaml.Scalar scalar && !place.key().equals("description")) {
                    for (String key : routes.placeholders().unknown(scalar.text())) {
                        if (!own.contains(key)) {
                            findings.accept(document.finding(scalar, Mistake.BAD_PLACEHOLDER, message(key, routes)));
                        }
                    }
                }
            }
        }
    }

    /** What a kamelet or a template is called with, and a kamelet's own beans, whose names Camel makes up. */
    private static Set<String> parameters(Document document) {
        Set<String> names = new HashSet<>(document.definition()
                .find("properties")
                .map(properties -> properties.entries().keySet())
                .orElseGet(Set::of));
        if (document.source().isKamelet()) {
            document.template()
                    .find("beans")
                    .ifPresent(beans ->
                            beans.items().forEach(bean -> bean.text("name").ifPresent(names::add)));
        }
        for (Yaml part : document.parts()) {
            part.find("routeTemplate")
                    .flatMap(template -> template.find("parameters"))
                    .ifPresent(list ->
                            list.items().forEach(item -> item.text("name").ifPresent(names::add)));
        }
        return names;
    }

    private static String message(String key, Routes routes) {
        boolean secret = Arrays.stream(Setting.values())
                .anyMatch(setting -> setting.isSecret() && setting.key().equals(key));
        if (secret) {
            return "{{" + key + "}} is a secret, which no route is given";
        }
        return "{{" + key + "}} is not in application.properties and has no default"
                + Suggestion.of(key, routes.placeholders().keys());
    }
}
