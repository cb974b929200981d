package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Host;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kamelet in somebody else's application, which has a log of its own and no application.properties. */
@Timeout(120)
class KameletHostIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LOGBACK = """
            <configuration>
              <appender name="shop" class="ch.qos.logback.core.ConsoleAppender">
                <encoder>
                  <pattern>SHOP %level %logger{0}: %msg%n</pattern>
                </encoder>
              </appender>
              <root level="INFO">
                <appender-ref ref="shop"/>
              </root>
            </configuration>
            """;

    private static final String ROUTE = """
            - beans:
                - name: shop-key
                  type: io.footbridge.td.ApiKey
                  constructors: {"0": "{{env:TD_API_KEY}}"}
            - route:
                id: visitors
                from:
                  uri: timer:visitors
                  parameters: {period: 200, delay: 0, includeMetadata: true}
                  steps:
                    - setBody: {simple: '[{"time": ${exchangeProperty.CamelTimerCounter}}]'}
                    - unmarshal: {json: {}}
                    - to:
                        uri: kamelet:treasure-data-sink
                        parameters: {apiServer: "{{env:TD_API_SERVER}}", apiKey: "#bean:shop-key", database: shop, table: visitors}
            """;

    @TempDir
    private Path folder;

    private TreasureData td;
    private Process host;
    private Path printed;

    @BeforeEach
    void start() {
        td = TreasureData.start(folder.resolve("td"), TreasureData.API_KEY);
    }

    @AfterEach
    void stop() throws Exception {
        if (host != null) {
            host.destroy();
            if (!host.waitFor(30, TimeUnit.SECONDS)) {
                host.destroyForcibly().waitFor();
            }
        }
        td.close();
    }

    @ParameterizedTest(name = "the jar comes first on the class path: {0}")
    @ValueSource(booleans = {false, true})
    void theKameletWorksRetriesAndFailsAloudAndNothingOfTheApplicationsChanges(boolean jarFirst) throws Exception {
        td.onRequest(Faults.onFirstImports(1, Fault.status(503)));

        runHost(jarFirst);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(times()).contains(1L, 2L));
        td.refuseKey(TreasureData.API_KEY);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printed())
                        .contains("SHOP ERROR DefaultErrorHandler: Failed delivery for ")
                        .contains("Treasure Data answers 401"));

        assertThat(printed())
                .as("the name is Camel's own")
                .containsPattern("SHOP INFO AbstractCamelContext: Apache Camel \\S+ \\(camel-1\\) started")
                .as("no line is written in Footbridge's way")
                .doesNotContainPattern("(?m)^\\d{4}-\\d\\d-\\d\\dT")
                .doesNotContain("logback.xml]")
                .doesNotContain(TreasureData.API_KEY);
    }

    @Test
    void theJarKeepsToItsFolderAndTheOneOfTheKamelets() throws Exception {
        List<String> elsewhere = new ArrayList<>();
        try (JarFile jar = new JarFile(Host.PLAIN_JAR.toFile())) {
            jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .filter(name -> !name.startsWith("io/footbridge/"))
                    .filter(name -> !name.startsWith("META-INF/maven/") && !name.equals("META-INF/MANIFEST.MF"))
                    .forEach(elsewhere::add);
        }

        assertThat(elsewhere)
                .containsExactlyInAnyOrder(
                        "kamelets/s3-copy-action.kamelet.yaml",
                        "kamelets/s3-delete-action.kamelet.yaml",
                        "kamelets/s3-get-action.kamelet.yaml",
                        "kamelets/s3-put-action.kamelet.yaml",
                        "kamelets/treasure-data-sink.kamelet.yaml");
    }

    private void runHost(boolean jarFirst) throws IOException {
        Path application = Files.createDirectory(folder.resolve("application"));
        Files.writeString(application.resolve("logback.xml"), LOGBACK);
        Files.writeString(Files.createDirectory(application.resolve("camel")).resolve("visitors.camel.yaml"), ROUTE);
        printed = folder.resolve("printed");
        host = Host.start(
                application,
                jarFirst,
                Map.of(
                        "TD_API_KEY",
                        TreasureData.API_KEY,
                        "TD_API_SERVER",
                        td.endpoint().toString()),
                printed);
    }

    private String printed() throws IOException {
        return Files.readString(printed);
    }

    private List<Object> times() {
        List<Object> times = new ArrayList<>();
        if (td.hasTable("shop", "visitors")) {
            td.forEachRow("shop", "visitors", row -> times.add(row.get("time")));
        }
        return times;
    }
}
