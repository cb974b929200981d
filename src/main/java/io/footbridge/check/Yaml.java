package io.footbridge.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML file that knows its line. */
sealed interface Yaml {

    /** Where it begins, from 1; for a value in a mapping, the line of its key. */
    int line();

    record Mapping(int line, Map<String, Yaml> entries) implements Yaml {}

    record Sequence(int line, List<Yaml> items) implements Yaml {}

    /**
     * @param value null, a Boolean, a Number or a String
     * @param text as it is written, without the quotes
     */
    record Scalar(int line, Object value, String text) implements Yaml {}

    /** In the order of the file; none if it is no mapping. */
    default Map<String, Yaml> entries() {
        return Map.of();
    }

    /** None if it is no sequence. */
    default List<Yaml> items() {
        return List.of();
    }

    default Optional<Yaml> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /** The items of the list under a key. */
    default List<Yaml> items(String key) {
        return find(key).map(Yaml::items).orElse(List.of());
    }

    /** The text of the scalar under a key, if there is one. */
    default Optional<String> text(String key) {
        return find(key).filter(Scalar.class::isInstance).map(value -> ((Scalar) value).text());
    }
}
