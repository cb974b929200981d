package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JSON log of the packaged jar can be searched by. */
class LogFieldsIT {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data)
                .set("LOG_FORMAT", "json")
                .set("LOG_LEVEL", "INFO")
                .set("TD_TABLE", "visitors_of_shop");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void eachLineAboutAnObjectHasItsKeyAndDatasetAndReasonOrRowsAsFields() throws Exception {
        String fine = bridge.export("fine", LINE, LINE);
        String broken = bridge.export("broken", "no gzip".getBytes(UTF_8));
        String denied = bridge.export("denied", LINE);
        String hostile = bridge.export("a \"quoted\" \n\u0085 name\u202e {} ${x}", LINE);
        String ignored = bridge.export("x", LINE).replace("x.tgz", "x.zip");
        bridge.s3().put(Bridge.BUCKET, ignored, new byte[] {1});
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.GET && key.equals(denied)
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());

        List<JsonNode> log = log("import");

        assertThat(line(log, "imported " + fine).path("rows").isIntegralNumber())
                .isTrue();
        assertThat(line(log, "imported " + fine).path("rows").asInt()).isEqualTo(2);
        assertThat(line(log, "imported " + fine).path("key").asText()).isEqualTo(fine);
        assertThat(line(log, "failed " + broken).path("key").asText()).isEqualTo(broken);
        assertThat(line(log, "failed " + broken).path("reason").asText()).isEqualTo("corrupt-gzip");
        assertThat(line(log, "deferred " + denied).path("reason").asText()).isEqualTo("s3-object-denied");
        assertThat(line(log, "deferred " + denied).path("key").asText()).isEqualTo(denied);
        assertThat(line(log, "x.zip is ignored").path("key").asText()).isEqualTo(ignored);
        assertThat(line(log, "imported AnalyzedData", "quoted").path("key").asText())
                .as("the key itself, not as it is shown")
                .isEqualTo(hostile);
        assertThat(log)
                .filteredOn(line -> line.has("key"))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(line -> assertThat(line.path("dataset").asText()).isEqualTo("visitors_of_shop"));
        assertThat(log)
                .filteredOn(line -> line.path("formattedMessage").asText().contains("AnalyzedData"))
                .as("no line about an object is without them")
                .allSatisfy(
                        line -> assertThat(line.has("key")).as(line.toString()).isTrue());
    }

    @Test
    void aStepOfARouteThatLogsHasTheKeyOfItsObject() throws Exception {
        RouteFiles.copyTo(directory);
        Path file = directory.resolve("routes/post.camel.yaml");
        String routes = Files.readString(file);
        String last = "            method: accept(";
        String step = """
                        - log:
                            id: say-batch
                            message: "a step of somebody's"
                """.indent(0);
        int end = routes.indexOf('\n', routes.indexOf(last)) + 1;
        Files.writeString(file, routes.substring(0, end) + step + routes.substring(end));
        String key = bridge.export("one", LINE);

        List<JsonNode> log = log("import");

        assertThat(line(log, "a step of somebody's").path("key").asText()).isEqualTo(key);
        assertThat(line(log, "a step of somebody's").path("dataset").asText()).isEqualTo("visitors_of_shop");
    }

    @Test
    void whatPausesTheIntakeAndABatchThatIsTriedAgainHaveTheirReason() throws Exception {
        bridge.set("TD_RETRY_SECONDS", "1");
        String key = bridge.export("one", LINE);
        AtomicInteger imports = new AtomicInteger();
        bridge.td()
                .onRequest((method, path, number) ->
                        method.equals("PUT") && imports.getAndIncrement() < 100 ? Fault.status(503) : Fault.none());

        List<JsonNode> log = log("import");

        assertThat(line(log, "intake pauses").path("reason").asText()).isEqualTo("td-unavailable");
        assertThat(line(log, "Treasure Data takes no imports").path("reason").asText())
                .isEqualTo("td-unavailable");
        assertThat(line(log, "Treasure Data takes no imports").path("key").asText())
                .isEqualTo(key);
    }

    private List<JsonNode> log(String command) throws Exception {
        Jar.Ended ended = Jar.quick(bridge.environment(), directory).run(command);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ended.err().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static JsonNode line(List<JsonNode> log, String... texts) {
        List<JsonNode> found = log.stream()
                .filter(line -> List.of(texts).stream()
                        .allMatch(text -> line.path("formattedMessage").asText().contains(text)))
                .toList();
        assertThat(found).as(String.join(", ", texts)).isNotEmpty();
        return found.get(0);
    }
}
