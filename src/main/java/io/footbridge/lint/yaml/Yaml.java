package io.footbridge.lint.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value of a YAML file and its place.
 *
 * @param line where it begins, from 1; for a value in a mapping, the line of its key
 * @param keys those that lead to it; the places in lists are left out
 * @param entries in the order of the file; none if it is not a mapping
 * @param value of a scalar: null, a Boolean, a Number or a String
 * @param text a scalar as it is written, without the quotes; else empty
 */
public record Yaml(
        String file,
        int line,
        List<String> keys,
        Kind kind,
        Map<String, Yaml> entries,
        List<Yaml> items,
        Object value,
        String text) {

    public enum Kind {
        MAPPING,
        LIST,
        SCALAR
    }

    static Yaml mapping(String file, int line, List<String> keys, Map<String, Yaml> entries) {
        return new Yaml(file, line, keys, Kind.MAPPING, entries, List.of(), null, "");
    }

    static Yaml list(String file, int line, List<String> keys, List<Yaml> items) {
        return new Yaml(file, line, keys, Kind.LIST, Map.of(), items, null, "");
    }

    static Yaml scalar(String file, int line, List<String> keys, Object value, String text) {
        return new Yaml(file, line, keys, Kind.SCALAR, Map.of(), List.of(), value, text);
    }

    public boolean isMapping() {
        return kind == Kind.MAPPING;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    public boolean isScalar() {
        return kind == Kind.SCALAR;
    }

    public Optional<Yaml> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The items of the list under a key. */
    public List<Yaml> items(String key) {
        return find(key).map(Yaml::items).orElse(List.of());
    }

    /** The text of the scalar under a key, if there is one. */
    public Optional<String> text(String key) {
        return find(key).filter(Yaml::isScalar).map(Yaml::text);
    }

    /** Itself and all that is in it, from the outside to the inside. */
    public Stream<Yaml> all() {
        return Stream.of(
                        Stream.of(this),
                        items.stream().flatMap(Yaml::all),
                        entries.values().stream().flatMap(Yaml::all))
                .flatMap(nodes -> nodes);
    }

    /** The key it stands under, or the list it is in. */
    public String key() {
        return keyAbove(0);
    }

    /** The key that many levels above its own; empty if there is none. */
    public String keyAbove(int levels) {
        int at = keys.size() - 1 - levels;
        return at < 0 ? "" : keys.get(at);
    }

    /** Whether it is what a component or a bean is given, where any key may stand for anything. */
    public boolean isArgument() {
        return keys.contains("parameters") || keys.contains("properties") || keys.contains("constructors");
    }

    /** The keys that lead to what is under one of its own. */
    List<String> keysTo(String key) {
        return Stream.concat(keys.stream(), Stream.of(key)).toList();
    }
}
