package io.footbridge.lint;

import com.networknt.schema.Error;
import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the files against the schema of Camel's YAML, and looks for what that allows and Camel does not start. */
record SchemaRule(Routes routes, Set<Finding> findings) implements Rule {

    /** What says only that none of several forms fits; which of them comes nearest, the others say. */
    private static final Set<String> SUMMARIES = Set.of("oneOf", "anyOf", "not");

    private static final Set<String> NEED_STEPS = Set.of(
            ("aggregate doTry filter idempotentConsumer intercept loop multicast onCompletion pipeline resequence split"
                            + " step")
                    .split(" "));

    private static final Set<String> NEED_EXPRESSION = Set.of(
            ("delay dynamicRouter enrich filter idempotentConsumer loop pollEnrich recipientList routingSlip script"
                            + " setBody setHeader setProperty setVariable split throttle transform validate when")
                    .split(" "));

    @Override
    public void check() {
        routes.values().filter(at -> at.isMapping() && !at.isArgument()).forEach(this::checkComplete);
        if (routes.unproven().isEmpty()) {
            return;
        }
        RouteSchema schema = RouteSchema.read();
        for (Document document : routes.unproven()) {
            if (document.isKamelet() || document.isResource() || document.root().isList()) {
                checkForm(document, schema);
            } else {
                found(document.root(), Mistake.SCHEMA, "a file is a list; write '- ' before each route and 'beans'");
            }
        }
    }

    private void checkComplete(Yaml at) {
        boolean needsSteps = NEED_STEPS.contains(at.key());
        boolean empty = at.find("steps").filter(Yaml::isList).isPresent()
                && at.items("steps").isEmpty();
        boolean missing = needsSteps && at.find("steps").isEmpty();
        // Where a route has no steps at all, the schema says so.
        if (missing || (empty && (needsSteps || at.key().equals("from")))) {
            String message = "'" + at.key() + "' needs a step; add one under 'steps'";
            found(at.find("steps").orElse(at), Mistake.SCHEMA, message);
        }
        if (NEED_EXPRESSION.contains(at.key()) && at.entries().keySet().stream().noneMatch(this::isExpression)) {
            found(at, Mistake.SCHEMA, "'" + at.key() + "' needs an expression; add one, such as 'simple'");
        }
    }

    private boolean isExpression(String key) {
        return key.equals("expression")
                || key.equals("language")
                || routes.catalogue().language(key).isPresent();
    }

    private void checkForm(Document document, RouteSchema schema) {
        Map<String, List<Error>> byPlace = new LinkedHashMap<>();
        for (Error error : schema.validate(document)) {
            if (!SUMMARIES.contains(error.getKeyword())) {
                byPlace.computeIfAbsent(error.getInstanceLocation().toString(), place -> new ArrayList<>())
                        .add(error);
            }
        }
        byPlace.forEach((place, errors) -> {
            // Where a form was not met that is one of several, the place where it came nearest lies deeper.
            boolean deeper = byPlace.keySet().stream().anyMatch(other -> other.startsWith(place + "/"));
            if (!deeper || !errors.stream().allMatch(SchemaComplaint::isAlternative)) {
                new SchemaComplaint(this, document, schema, errors).report();
            }
        });
    }
}
