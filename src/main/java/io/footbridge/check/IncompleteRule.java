package io.footbridge.check;

import java.util.Set;
import java.util.function.Consumer;

/** Looks for what Camel's schema allows without steps or an expression, and Camel does not start. */
final class IncompleteRule implements Rule {

    private static final Set<String> NEED_STEPS = Set.of(
            "aggregate",
            "doTry",
            "filter",
            "idempotentConsumer",
            "intercept",
            "loop",
            "multicast",
            "onCompletion",
            "pipeline",
            "resequence",
            "split",
            "step");

    private static final Set<String> NEED_EXPRESSION = Set.of(
            "delay",
            "dynamicRouter",
            "enrich",
            "filter",
            "idempotentConsumer",
            "loop",
            "pollEnrich",
            "recipientList",
            "routingSlip",
            "script",
            "setBody",
            "setHeader",
            "setProperty",
            "setVariable",
            "split",
            "throttle",
            "transform",
            "validate",
            "when");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Document document : routes.documents()) {
            for (Document.Place place : document.places()) {
                if (place.value() instanceof Yaml.Mapping step && !place.isArgument()) {
                    if (lacksSteps(place.key(), step)) {
                        findings.accept(document.finding(
                                step.find("steps").orElse(step),
                                Mistake.SCHEMA,
                                "'" + place.key() + "' needs a step; add one under 'steps'"));
                    }
                    if (NEED_EXPRESSION.contains(place.key()) && !hasExpression(step, routes.catalogue())) {
                        findings.accept(document.finding(
                                step,
                                Mistake.SCHEMA,
                                "'" + place.key() + "' needs an expression; add one, such as 'simple'"));
                    }
                }
            }
        }
    }

    /** Where a route has no steps at all, the schema says so. */
    private static boolean lacksSteps(String key, Yaml step) {
        boolean empty =
                step.find("steps").filter(Yaml.Sequence.class::isInstance).isPresent()
                        && step.items("steps").isEmpty();
        boolean missing = NEED_STEPS.contains(key) && step.find("steps").isEmpty();
        return missing || (empty && (NEED_STEPS.contains(key) || key.equals("from")));
    }

    private static boolean hasExpression(Yaml step, Catalogue catalogue) {
        return step.entries().keySet().stream()
                .anyMatch(key -> key.equals("expression")
                        || key.equals("language")
                        || catalogue.language(key).isPresent());
    }
}
