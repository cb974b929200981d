package io.footbridge.check;

import java.util.Set;
import java.util.function.Consumer;

/** Reads every expression in Camel's simple language. */
final class ExpressionRule implements Rule {

    private static final Set<String> PREDICATES =
            Set.of("filter", "when", "onWhen", "retryWhile", "handled", "continued", "validate");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.unproven()) {
            for (Document.Place place : document.places()) {
                if (!place.isArgument() && simple(place) instanceof Yaml.Scalar scalar) {
                    // Camel, too, puts the values in first.
                    String text = routes.placeholders().resolve(scalar.text());
                    if (!Placeholders.isIn(text) && !text.startsWith("resource:")) {
                        routes.catalogue()
                                .complaint(withoutBeans(text), isPredicate(place))
                                .ifPresent(
                                        why -> findings.accept(document.finding(scalar, Mistake.BAD_EXPRESSION, why)));
                    }
                }
            }
        }
    }

    /** Camel would look for the beans, which are not there yet. */
    private static String withoutBeans(String text) {
        return text.replaceAll("\\$\\{bean:[^{}]*}", "\\${body}");
    }

    /** The expression that a place holds; null if it holds none. */
    private static Yaml simple(Document.Place place) {
        Yaml value = place.value();
        if (place.key().equals("log")) {
            boolean other = !value.text("logLanguage").orElse("simple").equals("simple");
            return other ? null : value.find("message").orElse(value);
        }
        return place.key().equals("simple") ? value.find("expression").orElse(value) : null;
    }

    private static boolean isPredicate(Document.Place place) {
        return PREDICATES.contains(place.keyAbove(place.keyAbove(1).equals("expression") ? 2 : 1));
    }
}
