package io.footbridge.lint.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something in a file that has an id: a route, its entry, a step, or a part of a step.
 *
 * @param kind such as {@code route}, {@code from} or {@code setBody}
 * @param isStep whether it stands in a list of steps
 */
public record Element(String kind, Yaml definition, boolean isStep) {

    private static final Set<String> PARTS =
            Set.of("route", "routeConfiguration", "from", "onException", "when", "otherwise", "doCatch", "doFinally");

    /** All of a part of a file, in its order. */
    public static List<Element> of(Yaml part) {
        List<Element> elements = new ArrayList<>();
        collect(part, elements);
        return elements;
    }

    /** What to call it in a message. */
    public String name() {
        return definition.text("id").map(id -> kind + " '" + id + "'").orElse(kind);
    }

    private static void collect(Yaml node, List<Element> elements) {
        node.items().forEach(item -> collect(item, elements));
        node.entries().forEach((key, entry) -> {
            if (key.equals("steps")) {
                entry.items()
                        .forEach(item -> item.entries().forEach((kind, step) -> {
                            elements.add(new Element(kind, step, true));
                            collect(step, elements);
                        }));
            } else if (!key.equals("parameters") && !key.equals("beans")) {
                if (PARTS.contains(key) && entry.isMapping()) {
                    elements.add(new Element(key, entry, false));
                } else if (key.equals("when") || key.equals("doCatch")) {
                    entry.items().forEach(item -> elements.add(new Element(key, item, false)));
                }
                collect(entry, elements);
            }
        });
    }
}
