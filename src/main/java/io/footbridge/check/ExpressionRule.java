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
                if (place.value() instanceof Yaml.Scalar scalar && isSimple(place)) {
                    // Camel, too, puts the values in first.
                    routes.catalogue()
                            .complaint(routes.placeholders().resolve(scalar.text()), isPredicate(place))
                            .ifPresent(why -> findings.accept(document.finding(scalar, Mistake.BAD_EXPRESSION, why)));
                }
            }
        }
    }

    private static boolean isSimple(Document.Place place) {
        return switch (place.key()) {
            case "simple" -> true;
            case "expression" -> place.keyAbove(1).equals("simple");
            case "message" -> place.keyAbove(1).equals("log");
            default -> false;
        };
    }

    private static boolean isPredicate(Document.Place place) {
        int owner = place.key().equals("simple") ? 1 : 2;
        if (place.keyAbove(owner).equals("expression")) {
            owner++;
        }
        return PREDICATES.contains(place.keyAbove(owner));
    }
}
