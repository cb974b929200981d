package io.footbridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Holds the files against the schema of Camel's YAML. */
final class SchemaRule implements Rule {

    /** What says only that none of several forms fits; which of them comes nearest, the others say. */
    private static final Set<String> SUMMARIES = Set.of("oneOf", "anyOf", "not");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        if (routes.unproven().isEmpty()) {
            return;
        }
        RouteSchema schema = RouteSchema.read();
        for (Document document : routes.unproven()) {
            boolean whole = document.source().isKamelet() || document.isResource();
            if (!whole && !(document.root() instanceof Yaml.Sequence)) {
                findings.accept(document.finding(
                        document.root(), Mistake.SCHEMA, "a file is a list; write '- ' before each route and 'beans'"));
                continue;
            }
            checkForm(document, schema, routes.placeholders(), findings);
        }
    }

    private static void checkForm(
            Document document, RouteSchema schema, Placeholders placeholders, Consumer<Finding> findings) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        document.parts().forEach(part -> json.add(json(part)));
        Map<String, List<Error>> byPlace = new LinkedHashMap<>();
        for (Error error : schema.validate(json)) {
            if (!SUMMARIES.contains(error.getKeyword())) {
                byPlace.computeIfAbsent(error.getInstanceLocation().toString(), place -> new ArrayList<>())
                        .add(error);
            }
        }
        byPlace.forEach((place, errors) -> {
            // Where a form was not met that is one of several, the place where it came nearest lies deeper.
            boolean deeper = byPlace.keySet().stream().anyMatch(other -> other.startsWith(place + "/"));
            if (!deeper || !errors.stream().allMatch(SchemaComplaint::isAlternative)) {
                new SchemaComplaint(document, schema, placeholders, errors).report(findings);
            }
        });
    }

    private static JsonNode json(Yaml yaml) {
        if (yaml instanceof Yaml.Mapping mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            mapping.entries().forEach((key, value) -> object.set(key, json(value)));
            return object;
        }
        if (yaml instanceof Yaml.Sequence sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        Object value = ((Yaml.Scalar) yaml).value();
        if (value instanceof Boolean flag) {
            return JsonNodeFactory.instance.booleanNode(flag);
        } else if (value instanceof Long number) {
            return JsonNodeFactory.instance.numberNode(number);
        } else if (value instanceof Double number) {
            return JsonNodeFactory.instance.numberNode(number);
        }
        return value == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.textNode(value.toString());
    }
}
