package io.footbridge.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something in a file that has an id: a route, its entry, a step, or a part of a step.
 *
 * @param kind such as {@code route}, {@code from} or {@code setBody}
 * @param isStep whether it stands in a list of steps
 */
record Element(Document document, String kind, Yaml definition, boolean isStep) {

    private static final Set<String> PARTS =
            Set.of("route", "routeConfiguration", "from", "onException", "when", "otherwise", "doCatch", "doFinally");

    /** All of a file, in its order. */
    static List<Element> of(Document document) {
        return document.parts().stream()
                .flatMap(part -> of(document, part).stream())
                .toList();
    }

    /** Those of one of its parts. */
    static List<Element> of(Document document, Yaml part) {
        List<Element> elements = new ArrayList<>();
        collect(document, part, elements);
        return elements;
    }

    /** What to call it in a message. */
    String name() {
        return definition.text("id").map(id -> kind + " '" + id + "'").orElse(kind);
    }

    private static void collect(Document document, Yaml value, List<Element> elements) {
        value.items().forEach(item -> collect(document, item, elements));
        value.entries().forEach((key, entry) -> {
            if (key.equals("steps")) {
                entry.items().forEach(step -> steps(document, step, elements));
            } else if (!key.equals("parameters") && !key.equals("beans")) {
                parts(document, key, entry, elements);
                collect(document, entry, elements);
            }
        });
    }

    private static void steps(Document document, Yaml step, List<Element> elements) {
        for (Map.Entry<String, Yaml> entry : step.entries().entrySet()) {
            elements.add(new Element(document, entry.getKey(), entry.getValue(), true));
            collect(document, entry.getValue(), elements);
        }
    }

    private static void parts(Document document, String key, Yaml entry, List<Element> elements) {
        if (!PARTS.contains(key)) {
            return;
        }
        if (entry instanceof Yaml.Mapping) {
            elements.add(new Element(document, key, entry, false));
        }
        if (key.equals("when") || key.equals("doCatch")) {
            entry.items().forEach(item -> elements.add(new Element(document, key, item, false)));
        }
    }
}
