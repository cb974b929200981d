package io.footbridge.lint;

import io.footbridge.lint.yaml.Yaml;
import java.util.Set;

/** Looks for languages and data formats whose jar is not on the class path. */
record ExtensionRule(Routes routes, Set<Finding> findings) implements Rule {

    private static final Set<String> FORMATS = Set.of("marshal", "unmarshal", "dataFormats");

    @Override
    public void check() {
        routes.values()
                .forEach(owner -> owner.entries().forEach((key, value) -> {
                    if (!owner.isArgument()) {
                        checkLanguage(owner, key, value);
                    }
                    if (FORMATS.contains(owner.key())) {
                        checkFormat(key, value);
                    }
                }));
    }

    private void checkLanguage(Yaml owner, String key, Yaml value) {
        boolean named = key.equals("logLanguage")
                || key.equals("scriptLanguage")
                || (key.equals("language") && owner.key().equals("language"));
        String name = named && value.isScalar()
                ? resolve(value.text())
                : routes.catalogue().language(key).orElse("");
        if (isMissing("language", name)) {
            found(value, Mistake.UNKNOWN_LANGUAGE, "the language '" + name + wanted(name));
        }
    }

    private void checkFormat(String key, Yaml value) {
        String kind = value.text("library").or(() -> value.text("type")).orElse("");
        String name = key.equals("custom")
                ? resolve(value.text("ref").orElse(""))
                : routes.catalogue().dataFormat(key, kind).orElse("");
        if (isMissing("dataformat", name) && !isDeclared(name)) {
            found(value, Mistake.UNKNOWN_DATA_FORMAT, "the data format '" + name + wanted(name));
        }
    }

    private boolean isMissing(String kind, String name) {
        return !name.isEmpty()
                && !Placeholders.isIn(name)
                && !routes.catalogue().has(kind, name)
                && !routes.hasBean(name);
    }

    /** Whether a file declares a data format of that id. */
    private boolean isDeclared(String id) {
        return routes.parts("dataFormats").stream()
                .flatMap(part -> part.items().stream())
                .flatMap(formats -> formats.entries().values().stream())
                .anyMatch(format -> format.text("id").orElse("").equals(id));
    }

    private String wanted(String name) {
        return "' is not on the class path; add " + routes.catalogue().jar(name) + " and what it depends on";
    }
}
