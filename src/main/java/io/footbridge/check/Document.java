package io.footbridge.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A route or kamelet file that was read.
 *
 * @param root all of it
 */
record Document(SourceFile source, Yaml root) {

    /** A value, and the keys that lead to it; the places in lists are left out. */
    record Place(List<String> keys, Yaml value) {

        /** The key it stands under, or the list it is in. */
        String key() {
            return keys.isEmpty() ? "" : keys.get(keys.size() - 1);
        }

        /** Whether it is what a component or a bean is given, where any key may stand for anything. */
        boolean isArgument() {
            return keys.contains("parameters") || keys.contains("properties") || keys.contains("constructors");
        }

        /** The key that many levels above its own. */
        String keyAbove(int levels) {
            int at = keys.size() - 1 - levels;
            return at < 0 ? "" : keys.get(at);
        }
    }

    /** The routes, beans and configurations in it, each a mapping with one key, as the schema has them. */
    List<Yaml> parts() {
        if (!source.isKamelet()) {
            return isResource()
                    ? root.find("spec")
                            .flatMap(spec -> spec.find("flows"))
                            .map(Yaml::items)
                            .orElse(List.of())
                    : root.items();
        }
        List<Yaml> parts = new ArrayList<>();
        template().entries().forEach((key, value) -> parts.add(new Yaml.Mapping(value.line(), Map.of(key, value))));
        return parts;
    }

    /** Whether it is a resource of Camel K, such as an Integration, whose flows Camel takes for routes. */
    boolean isResource() {
        return root.text("apiVersion").orElse("").startsWith("camel.apache.org/");
    }

    /** Every value in its routes, beans and configurations, from the outside to the inside. */
    List<Place> places() {
        return parts().stream().flatMap(part -> places(part).stream()).toList();
    }

    /** Those of one of its parts. */
    static List<Place> places(Yaml part) {
        List<Place> places = new ArrayList<>();
        collect(List.of(), part, places);
        return places;
    }

    Finding finding(Yaml at, Mistake mistake, String message) {
        return new Finding(source.name(), at.line(), mistake, message);
    }

    /** What a kamelet is made of; an empty mapping if it has no template. */
    Yaml template() {
        return root.find("spec").flatMap(spec -> spec.find("template")).orElse(new Yaml.Mapping(1, Map.of()));
    }

    /** What a kamelet is called and which properties it takes. */
    Yaml definition() {
        return root.find("spec").flatMap(spec -> spec.find("definition")).orElse(new Yaml.Mapping(1, Map.of()));
    }

    private static void collect(List<String> keys, Yaml value, List<Place> places) {
        places.add(new Place(keys, value));
        value.items().forEach(item -> collect(keys, item, places));
        value.entries().forEach((key, entry) -> {
            List<String> deeper = new ArrayList<>(keys);
            deeper.add(key);
            collect(List.copyOf(deeper), entry, places);
        });
    }
}
