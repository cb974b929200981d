package io.footbridge.lint.yaml;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A route or kamelet file that was read. */
public record Document(SourceFile source, Yaml root) {

    /** @throws UnreadableException if it is not YAML */
    public static Document of(SourceFile source) throws UnreadableException {
        return new Document(source, new YamlReader(source).read());
    }

    public boolean isKamelet() {
        return source.isKamelet();
    }

    /** Whether it is a resource of Camel K, such as an Integration, whose flows Camel takes for routes. */
    public boolean isResource() {
        return root.text("apiVersion").orElse("").startsWith("camel.apache.org/");
    }

    /** The routes, beans and configurations in it, each a mapping with one key, as the schema has them. */
    public List<Yaml> parts() {
        if (isKamelet()) {
            Yaml template = in("template");
            return template.entries().entrySet().stream()
                    .map(entry ->
                            Yaml.mapping(root.file(), entry.getValue().line(), template.keys(), Map.ofEntries(entry)))
                    .toList();
        }
        return isResource() ? in("flows").items() : root.items();
    }

    /** The parts as one list. */
    public Yaml list() {
        return Yaml.list(root.file(), 1, List.of(), parts());
    }

    /** Every value in its parts, from the outside to the inside. */
    public Stream<Yaml> nodes() {
        return parts().stream().flatMap(Yaml::all);
    }

    /** What a resource has under a key of its {@code spec}; an empty mapping if there is nothing. */
    public Yaml in(String key) {
        return root.find("spec")
                .flatMap(spec -> spec.find(key))
                .orElseGet(() -> Yaml.mapping(root.file(), 1, List.of(), Map.of()));
    }
}
