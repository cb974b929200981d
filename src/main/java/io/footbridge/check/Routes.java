package io.footbridge.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** A bean that a file declares. */
    record DeclaredBean(Document document, Yaml definition, String name) {}

    List<DeclaredBean> declaredBeans() {
        return documents.stream()
                .flatMap(document -> document.parts().stream()
                        .flatMap(part -> part.find("beans").stream())
                        .flatMap(beans -> beans.items().stream())
                        .flatMap(
                                bean -> bean.text("name").map(name -> new DeclaredBean(document, bean, name)).stream()))
                .toList();
    }

    /** Every bean with its type, which is empty if it cannot be told. */
    Map<String, Optional<Class<?>>> beans() {
        Map<String, Optional<Class<?>>> beans = new LinkedHashMap<>();
        bound.forEach((name, type) -> beans.put(name, Optional.of(type)));
        declaredBeans().forEach(bean -> beans.put(bean.name(), typeOf(bean.definition())));
        return beans;
    }

    /** Whether there is one of the name; those of Camel's own settings are not among {@link #beans}. */
    boolean hasBean(String name) {
        return beans().containsKey(name)
                || placeholders.keys().stream()
                        .anyMatch(key -> key.matches("camel\\.beans\\." + Pattern.quote(name) + "([.\\[].*)?"));
    }

    /** What a factory, a builder or a script makes is known only when it has made it. */
    private Optional<Class<?>> typeOf(Yaml bean) {
        boolean made = MAKERS.stream().anyMatch(maker -> bean.find(maker).isPresent());
        return made ? Optional.empty() : bean.text("type").flatMap(type -> type(placeholders.resolve(type)));
    }

    /** The routes that are made from templates. */
    List<Part> templatedRoutes() {
        return parts("templatedRoute");
    }

    List<Part> templates() {
        return parts("routeTemplate");
    }

    /** The parts of all files under a key, such as {@code routeTemplate}. */
    List<Part> parts(String key) {
        return documents.stream()
                .flatMap(document -> document.parts().stream()
                        .flatMap(part -> part.find(key).stream())
                        .map(definition -> new Part(document, definition)))
                .toList();
    }

    /** A part of a file. */
    record Part(Document document, Yaml definition) {}

    List<Element> elements() {
        return documents.stream()
                .flatMap(document -> Element.of(document).stream())
                .toList();
    }

    List<Endpoint> endpoints() {
        return documents.stream()
                .flatMap(document -> Endpoint.of(document).stream())
                .toList();
    }

    /** The class of that name, if it is there; {@code #class:} and the arguments after it may be left on. */
    static Optional<Class<?>> type(String name) {
        String plain = name.startsWith("#class:") ? name.substring("#class:".length()) : name;
        int arguments = plain.indexOf('(');
        try {
            return Optional.of(Class.forName(
                    arguments < 0 ? plain : plain.substring(0, arguments), false, Routes.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
