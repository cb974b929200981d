package io.footbridge.lint;

import io.footbridge.lint.yaml.Endpoint;
import io.footbridge.lint.yaml.SourceFile;
import io.footbridge.lint.yaml.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks for secrets that are written down where anybody can read them. Shows none. */
record SecretRule(Routes routes, Set<Finding> findings) implements Rule {

    private static final Pattern NAME =
            Pattern.compile("(?i).*(secret|password|passphrase|credentials?|(api|access|secret|private)-?_?key"
                    + "|(access|auth|api|bearer|session|security)-?_?token)|token|authorization");

    /** A Treasure Data key, and the id of an AWS access key. */
    private static final Pattern SHAPE = Pattern.compile("\\b[0-9]+/[0-9a-f]{40}\\b|\\b(AKIA|ASIA)[0-9A-Z]{16}\\b");

    /** Under these, a key may be named like a secret and hold none. */
    private static final Set<String> HARMLESS = Set.of("tokenize", "definition", "expression");

    /** What gives a value to a name; the last two are the lists of {@code setHeaders} and {@code setVariables}. */
    private static final Set<String> SETTERS =
            Set.of("setHeader", "setProperty", "setVariable", "headers", "variables");

    @Override
    public void check() {
        routes.documents().forEach(document -> checkShapes(document.source()));
        routes.values().forEach(this::checkName);
        routes.endpoints().forEach(this::checkOptions);
    }

    /** In comments, too: the whole text. */
    private void checkShapes(SourceFile source) {
        List<String> lines = source.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (SHAPE.matcher(lines.get(i)).find()) {
                String message = "this looks like a key of Treasure Data or AWS; give it by the environment";
                findings.add(new Finding(source.name(), i + 1, Mistake.SECRET_LITERAL, message));
            }
        }
    }

    private void checkName(Yaml at) {
        if (NAME.matcher(at.key()).matches() && !HARMLESS.contains(at.keyAbove(1))) {
            checkValue(at, at.key());
        }
        String name = at.text("name").orElse("");
        if (SETTERS.contains(at.key()) && NAME.matcher(name).matches()) {
            at.find("expression")
                    .flatMap(expression -> expression.find("constant"))
                    .map(constant -> constant.find("expression").orElse(constant))
                    .ifPresent(constant -> checkValue(constant, name));
        }
    }

    private void checkOptions(Endpoint endpoint) {
        for (String option : routes.catalogue().secretOptions(routes.scheme(endpoint))) {
            if (option.toLowerCase(Locale.ROOT).endsWith("username")) {
                continue; // Camel hides it in its log, but it opens nothing.
            }
            if (endpoint.uri().matches("(?s).*[?&]" + Pattern.quote(option) + "=(?!\\{\\{|#|RAW\\(\\{\\{).+")) {
                report(endpoint.at(), option);
            } else if (endpoint.parameters().containsKey(option)) {
                checkValue(endpoint.at(option), option);
            }
        }
    }

    private void checkValue(Yaml at, String name) {
        String text = at.text();
        boolean flag = text.equals("true") || text.equals("false"); // Whether to use one, say.
        boolean named = Placeholders.isIn(text) || text.startsWith("#") || text.contains("${");
        if (!text.isBlank() && !flag && !named) {
            report(at, name);
        }
    }

    private void report(Yaml at, String name) {
        found(at, Mistake.SECRET_LITERAL, "the value of '" + name + "' is a secret; write a {{placeholder}} or a bean");
    }
}
