package io.footbridge.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.path.NodePath;
import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of Camel's YAML, as the version of Camel in the jar brings it. Slow to read, and read when first needed. */
final class RouteSchema {

    private static final String RESOURCE = "schema/camelYamlDsl.json";
    private static final String STEP = "org.apache.camel.model.ProcessorDefinition";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode json;
    private final Schema schema;

    private RouteSchema(JsonNode json) {
        this.json = json;
        // The one word in it that the dialect does not know.
        Dialect dialect = Dialect.builder(Dialects.getDraft4())
                .keyword(new AnnotationKeyword("deprecated"))
                .build();
        this.schema = SchemaRegistry.withDialect(dialect).getSchema(json);
    }

    static RouteSchema read() {
        try (InputStream in = RouteSchema.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return new RouteSchema(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " in the jar cannot be read", e);
        }
    }

    List<Error> validate(Document document) {
        return schema.validate(JSON.valueToTree(plain(document.list())));
    }

    /** The keys that could stand where one is that could not. */
    List<String> keys(Error unknown) {
        NodePath owner = unknown.getSchemaLocation().getFragment().getParent();
        return json.at(owner.toString())
                .path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a key is unknown where a step must be. */
    static boolean isStep(Error unknown) {
        return unknown.getSchemaLocation().toString().contains(STEP);
    }

    private static Object plain(Yaml yaml) {
        return switch (yaml.kind()) {
            case MAPPING -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                yaml.entries().forEach((key, value) -> entries.put(key, plain(value)));
                yield entries;
            }
            case LIST -> yaml.items().stream().map(RouteSchema::plain).toList();
            case SCALAR -> yaml.value();
        };
    }
}
