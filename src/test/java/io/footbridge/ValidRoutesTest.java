package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.settings.Setting;
import io.footbridge.td.ApiKey;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Route files that are valid, with every kind of step that Camel's YAML has: Camel takes them, and so does the check. */
class ValidRoutesTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/footbridge/valid-routes");

    /** What Camel reads, and what needs more than the class path of these tests to be made. */
    private static final Set<String> ONLY_READ =
            Set.of("circuit-breaker", "pausable", "resumable", "service-call", "tokenizer");

    @TempDir
    private Path directory;

    static Stream<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void everyStepOfCamelIsInAFile() throws Exception {
        Set<String> used = new TreeSet<>();
        for (Path file : files().toList()) {
            Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            collect(root, false, used);
        }

        assertThat(used).containsAll(steps());
        assertThat(files()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("files")
    void camelTakesIt(Path file) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setInitialProperties(settings());
            camel.addComponent("kamelet", kamelets());
            camel.getRegistry().bind("td-key", new ApiKey("1/planted"));
            camel.setAutoStartup(false);

            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));

            if (!ONLY_READ.contains(file.getFileName().toString().replace(".camel.yaml", ""))) {
                camel.start();
            }
        }
    }

    @Test
    void theCheckFindsNoMistake() throws Exception {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        String[] kamelets = Path.of("kamelets").toFile().list();
        for (Path file : files().toList()) {
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        try (Bridge bridge = Bridge.start(directory)) {
            Bridge.Answer answer = bridge.run(directory, "check", "--offline");

            long checked = files().count() + kamelets.length; // Those of the jar are checked too.
            assertThat(answer.out())
                    .endsWith("\nchecked " + checked + " files: 0 mistakes\n")
                    .hasLineCount(2);
            assertThat(answer.err()).isEmpty();
            assertThat(answer.status()).isZero();
        }
    }

    /** The keys of what stands in lists of steps, and what belongs to them. */
    private static void collect(Object value, boolean steps, Set<String> used) {
        if (value instanceof List<?> items) {
            items.forEach(item -> collect(item, steps, used));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> {
                String name = String.valueOf(key);
                if (steps || name.equals("doCatch") || name.equals("doFinally")) {
                    used.add(name);
                }
                collect(entry, name.equals("steps"), used);
            });
        }
    }

    private static Set<String> steps() throws Exception {
        try (InputStream in = ValidRoutesTest.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json")) {
            JsonNode schema = new ObjectMapper().readTree(in);
            Set<String> steps = new TreeSet<>();
            schema.at("/items/definitions/org.apache.camel.model.ProcessorDefinition/properties")
                    .fieldNames()
                    .forEachRemaining(steps::add);
            assertThat(steps).hasSizeGreaterThan(60);
            return steps;
        }
    }

    private static Properties settings() throws Exception {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("application.properties"))) {
            settings.load(in);
        }
        settings.setProperty(Setting.S3_BUCKET.key(), Bridge.BUCKET);
        settings.setProperty(Setting.TD_IMPORT_SERVER.key(), "http://localhost");
        return settings;
    }

    private static KameletComponent kamelets() {
        KameletComponent kamelets = new KameletComponent();
        kamelets.setLocation("file:kamelets");
        return kamelets;
    }
}
