package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Yaml;
import java.util.Optional;
import java.util.Set;

/** Reads every expression in Camel's simple language. */
record ExpressionRule(Routes routes, Set<Finding> findings) implements Rule {

    private static final Set<String> PREDICATES =
            Set.of("filter", "when", "onWhen", "retryWhile", "handled", "continued", "validate");

    @Override
    public void check() {
        routes.unproven().stream()
                .flatMap(Document::nodes)
                .filter(at -> !at.isArgument())
                .forEach(at -> simple(at).filter(Yaml::isScalar).ifPresent(text -> check(text, isPredicate(at))));
    }

    private void check(Yaml at, boolean predicate) {
        String text = resolve(at.text()); // Camel, too, puts the values in first.
        if (!Placeholders.isIn(text) && !text.startsWith("resource:")) {
            // Camel would look for the beans, which are not there yet.
            String beanless = text.replaceAll("\\$\\{bean:[^{}]*}", "\\${body}");
            routes.catalogue().complaint(beanless, predicate).ifPresent(why -> found(at, Mistake.BAD_EXPRESSION, why));
        }
    }

    /** The expression that a value holds. */
    private static Optional<Yaml> simple(Yaml at) {
        return switch (at.key()) {
            case "log" ->
                Optional.of(at.find("message").orElse(at))
                        .filter(message ->
                                at.text("logLanguage").orElse("simple").equals("simple"));
            case "simple" -> Optional.of(at.find("expression").orElse(at));
            default -> Optional.empty();
        };
    }

    private static boolean isPredicate(Yaml at) {
        return PREDICATES.contains(at.keyAbove(at.keyAbove(1).equals("expression") ? 2 : 1));
    }
}
