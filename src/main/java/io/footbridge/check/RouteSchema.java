package io.footbridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The schema of Camel's YAML, as the version of Camel in the jar brings it. Slow to read, and read when first needed. */
final class RouteSchema {

    private static final String RESOURCE = "schema/camelYamlDsl.json";
    private static final String STEP = "org.apache.camel.model.ProcessorDefinition";

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
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            return new RouteSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " in the jar cannot be read", e);
        }
    }

    List<Error> validate(JsonNode routes) {
        return schema.validate(routes);
    }

    /** The keys that could stand where one is that could not. */
    List<String> keys(Error unknown) {
        JsonNode owner = json;
        NodePath place = unknown.getSchemaLocation().getFragment();
        for (int i = 0; i < place.getNameCount() - 1; i++) {
            Object name = place.getElement(i);
            owner = name instanceof Integer index ? owner.path(index) : owner.path(name.toString());
        }
        List<String> keys = new ArrayList<>();
        owner.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Whether a key is unknown where a step must be. */
    static boolean isStep(Error unknown) {
        return unknown.getSchemaLocation().toString().contains(STEP);
    }
}
