package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Element;
import io.footbridge.lint.yaml.Endpoint;
import io.footbridge.lint.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All files that were read, and what they may use.
 *
 * @param isComplete whether no file is missing because it could not be read
 * @param isThorough whether nothing is taken for proven
 * @param bound the beans that are there without being declared, by name
 */
record Routes(
        List<Document> documents,
        boolean isComplete,
        boolean isThorough,
        Catalogue catalogue,
        Placeholders placeholders,
        Map<String, Class<?>> bound) {

    private static final List<String> MAKERS = List.of("factoryMethod", "factoryBean", "builderClass", "script");

    /** The files that slow rules must look at: what is shipped has passed them when the jar was built. */
    List<Document> unproven() {
        return documents.stream()
                .filter(document -> isThorough || !document.source().shipped())
                .toList();
    }

    /** Every value in every file. */
    Stream<Yaml> values() {
        return documents.stream().flatMap(Document::nodes);
    }

    /** The parts of all files under a key, such as {@code routeTemplate}. */
    List<Yaml> parts(String key) {
        return documents.stream()
                .flatMap(document -> document.parts().stream())
                .flatMap(part -> part.find(key).stream())
                .toList();
    }

    Stream<Element> elements() {
        return documents.stream()
                .flatMap(document -> document.parts().stream())
                .flatMap(part -> Element.of(part).stream());
    }

    List<Endpoint> endpoints() {
        return values().flatMap(Endpoint::of).toList();
    }

    /** What an endpoint's address begins with; empty if that is a placeholder which stands for nothing. */
    String scheme(Endpoint endpoint) {
        String scheme = placeholders.resolve(endpoint.uri()).split("[:?]", 2)[0];
        return scheme.contains("{{") ? "" : scheme;
    }

    /** Every option with its value: those of the address and those beside it. */
    Map<String, String> options(Endpoint endpoint) {
        String uri = placeholders.resolve(endpoint.uri());
        Map<String, String> options =
                new LinkedHashMap<>(uri.contains(":") || uri.contains("?") ? catalogue.ofUri(uri) : Map.of());
        endpoint.parameters().forEach((name, value) -> {
            if (value.isScalar()) {
                // RAW(…) keeps Camel from decoding a value, and is not part of it.
                String text = placeholders.resolve(value.text());
                boolean raw = text.matches("(?s)RAW\\(.*\\)|RAW\\{.*}");
                options.put(name, raw ? text.substring(4, text.length() - 1) : text);
            }
        });
        return options;
    }

    /** Every bean with its type, which is empty if it cannot be told. */
    Map<String, Optional<Class<?>>> beans() {
        Map<String, Optional<Class<?>>> beans = new LinkedHashMap<>();
        bound.forEach((name, type) -> beans.put(name, Optional.of(type)));
        parts("beans").stream()
                .flatMap(declared -> declared.items().stream())
                .forEach(bean -> bean.text("name").ifPresent(name -> beans.put(name, typeOf(bean))));
        return beans;
    }

    /** Whether there is one of the name; those of Camel's own settings are not among {@link #beans}. */
    boolean hasBean(String name) {
        Pattern setting = Pattern.compile("camel\\.beans\\." + Pattern.quote(name) + "([.\\[].*)?");
        return beans().containsKey(name) || placeholders.keys().stream().anyMatch(setting.asMatchPredicate());
    }

    /** What a factory, a builder or a script makes is known only when it has made it. */
    private Optional<Class<?>> typeOf(Yaml bean) {
        boolean made = MAKERS.stream().anyMatch(maker -> bean.find(maker).isPresent());
        return made ? Optional.empty() : bean.text("type").flatMap(type -> type(placeholders.resolve(type)));
    }

    /** The class of that name, if it is there; {@code #class:} and the arguments after it may be left on. */
    static Optional<Class<?>> type(String name) {
        String plain = name.replaceFirst("^#class:", "").split("\\(", 2)[0];
        try {
            return Optional.of(Class.forName(plain, false, Routes.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
