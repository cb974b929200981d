package io.footbridge.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Looks for secrets that are written down where anybody can read them. Shows none. */
final class SecretRule implements Rule {

    private static final Pattern NAME =
            Pattern.compile("(?i).*(secret|password|passphrase|credentials?|(api|access|secret|private)-?_?key"
                    + "|(access|auth|api|bearer|session|security)-?_?token)|token|authorization");

    /** A Treasure Data key, and the id of an AWS access key. */
    private static final List<Pattern> SHAPES =
            List.of(Pattern.compile("\\b[0-9]+/[0-9a-f]{40}\\b"), Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"));

    /** Under these, a key may be named like a secret and hold none. */
    private static final Set<String> HARMLESS = Set.of("tokenize", "definition", "expression");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.documents()) {
            checkShapes(document, findings);
            document.places().forEach(place -> checkName(document, place, findings));
        }
        routes.endpoints().forEach(endpoint -> checkOptions(endpoint, routes, findings));
    }

    /** In comments, too: the whole text. */
    private static void checkShapes(Document document, Consumer<Finding> findings) {
        List<String> lines = document.source().text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (SHAPES.stream().anyMatch(shape -> shape.matcher(line).find())) {
                findings.accept(new Finding(
                        document.source().name(),
                        i + 1,
                        Mistake.SECRET_LITERAL,
                        "this looks like a key of Treasure Data or AWS; give it by the environment"));
            }
        }
    }

    private static void checkName(Document document, Document.Place place, Consumer<Finding> findings) {
        Yaml value = place.value();
        boolean named = NAME.matcher(place.key()).matches() && !HARMLESS.contains(place.keyAbove(1));
        if (named && value instanceof Yaml.Scalar scalar && isLiteral(scalar.text())) {
            findings.accept(found(document, scalar, place.key()));
        }
        boolean header = place.key().equals("setHeader") || place.key().equals("setProperty");
        if (header && NAME.matcher(value.text("name").orElse("")).matches()) {
            value.find("expression")
                    .flatMap(expression -> expression.find("constant"))
                    .map(constant -> constant.find("expression").orElse(constant))
                    .filter(constant -> constant instanceof Yaml.Scalar scalar && isLiteral(scalar.text()))
                    .ifPresent(constant -> findings.accept(
                            found(document, constant, value.text("name").orElseThrow())));
        }
    }

    private static void checkOptions(Endpoint endpoint, Routes routes, Consumer<Finding> findings) {
        String scheme = endpoint.scheme(routes.placeholders());
        if (scheme.isEmpty() || !routes.catalogue().knows(scheme)) {
            return;
        }
        for (String option : routes.catalogue().secretOptions(scheme)) {
            if (option.toLowerCase(Locale.ROOT).endsWith("username")) {
                continue; // Camel hides it in its log, but it opens nothing.
            }
            if (endpoint.parameters().get(option) instanceof Yaml.Scalar scalar && isLiteral(scalar.text())) {
                findings.accept(found(endpoint.document(), scalar, option));
            } else if (endpoint.uri().matches("(?s).*[?&]" + Pattern.quote(option) + "=(?!\\{\\{|#|RAW\\(\\{\\{).+")) {
                findings.accept(found(endpoint.document(), endpoint.at(), option));
            }
        }
    }

    private static Finding found(Document document, Yaml at, String name) {
        return document.finding(
                at,
                Mistake.SECRET_LITERAL,
                "the value of '" + name + "' is a secret; write a {{placeholder}} or a bean");
    }

    private static boolean isLiteral(String text) {
        boolean flag = text.equals("true") || text.equals("false"); // Whether to use one, say.
        return !text.isBlank() && !flag && !Placeholders.isIn(text) && !text.startsWith("#") && !text.contains("${");
    }
}
