package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The routes and Kamelets against Camel's schema, as an editor sees them: by another validator than the one of `check`. */
class SchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an editor underlines, each with the reason why it stays; only a placeholder may be here. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "poll.camel.yaml: type of {{parallelObjects}}",
            "a setting of the dataset says how many of its objects are imported at a time");

    private static URI schema;
    private static Validator validator;

    @BeforeAll
    static void readSchema() throws IOException {
        validator = new ValidatorFactory()
                .withJsonNodeFactory(new JacksonNode.Factory())
                .createValidator();
        try (InputStream in = SchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = validator.registerSchema(URI.create("urn:camel-yaml"), new String(in.readAllBytes(), UTF_8));
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> routes = Files.list(Path.of("routes"));
                Stream<Path> kamelets = Files.list(Path.of("kamelets"))) {
            return Stream.concat(routes, kamelets)
                    .filter(file -> file.toString().matches(".*\\.(camel|kamelet)\\.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void anEditorUnderlinesOnlyPlaceholdersThatAreKnown(Path file) throws IOException {
        assertThat(complaints(file)).isSubsetOf(EXCEPTIONS.keySet());
    }

    @Test
    void everyExceptionIsStillNeeded() throws IOException {
        List<String> complaints =
                files().flatMap(file -> complaints(file).stream()).distinct().toList();

        assertThat(complaints).containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
    }

    @Test
    void aMistakeIsFound() {
        ArrayNode routes = parts("broken.camel.yaml", "- route: {from: {uri: timer, steps: [{sett-body: {}}]}}");

        assertThat(validator.validate(schema, routes).getErrors())
                .extracting(Error::getInstanceLocation)
                .contains("/0/route/from/steps/0/sett-body");
    }

    private static List<String> complaints(Path file) {
        try {
            ArrayNode parts = parts(file.toString(), Files.readString(file));
            return validator.validate(schema, parts).getErrors().stream()
                    .map(error -> file.getFileName() + ": " + error.getKeyword() + " of "
                            + parts.at(error.getInstanceLocation()).asText())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** The schema is of a list of routes; a Kamelet's template holds one of each kind. */
    private static ArrayNode parts(String name, String yaml) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        JsonNode root = JSON.valueToTree(read);
        if (!name.endsWith(".kamelet.yaml")) {
            return (ArrayNode) root;
        }
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        root.at("/spec/template").properties().forEach(entry -> {
            ObjectNode part = parts.addObject();
            part.set(entry.getKey(), entry.getValue());
        });
        return parts;
    }
}
