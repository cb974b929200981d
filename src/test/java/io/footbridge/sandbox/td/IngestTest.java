package io.footbridge.sandbox.td;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class IngestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BATCH = "application/vnd.treasuredata.v1+json";
    private static final String SINGLE = "application/vnd.treasuredata.v1.single+json";

    @TempDir
    Path folder;

    private ApiFixture api;
    private TreasureData td;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        td = api.td();
        api.client().createDatabase("cameras");
        api.client().createTable("cameras", "persons");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({"events", "records"})
    void takesABatchUnderEitherKey(String key) throws Exception {
        HttpResponse<String> answer = api.post(
                "/cameras/persons", BATCH, "{\"" + key + "\":[{\"time\":5,\"uid\":\"a\"},{\"time\":6,\"x\":0.5}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode receipts = JSON.readTree(answer.body()).path("records");
        assertThat(receipts.findValuesAsText("uuid")).hasSize(2).doesNotHaveDuplicates();
        assertThat(api.rows("persons")).containsExactly(Map.of("time", 5L, "uid", "a"), Map.of("time", 6L, "x", 0.5));
        assertThat(td.columns("cameras", "persons"))
                .containsExactly(new Column("uid", "string"), new Column("x", "double"));
    }

    @Test
    void takesASingleRecordAndGivesItTheTime() throws Exception {
        td.useClock(Clock.fixed(Instant.ofEpochSecond(1_534_209_825), ZoneOffset.UTC));

        HttpResponse<String> answer =
                api.post("/cameras/persons", SINGLE + "; charset=utf-8", "{\"uid\":\"ä\",\"uuid\":\"mine\",\"n\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("uuid").asText()).hasSize(36);
        assertThat(api.rows("persons")).containsExactly(Map.of("uid", "ä", "n", 1L, "time", 1_534_209_825L));
    }

    @Test
    void keepsNestedAndLargeValues() throws Exception {
        api.post(
                "/cameras/persons",
                SINGLE,
                "{\"time\":1,\"box\":[1,null,true],\"who\":{\"age\":\"Adult\"},\"large\":99999999999999999999}");

        assertThat(api.rows("persons")).singleElement().satisfies(row -> {
            assertThat(row.get("box").toString()).isEqualTo("[1, null, true]");
            assertThat(row.get("who")).isEqualTo(Map.of("age", "Adult"));
            assertThat(row.get("large")).isEqualTo("99999999999999999999");
        });
    }

    @Test
    void keepsEveryRecordThatIsSentTwice() throws Exception {
        api.post("/cameras/persons", SINGLE, "{\"time\":1}");
        api.post("/cameras/persons", SINGLE, "{\"time\":1}");

        assertThat(td.rowCount("cameras", "persons")).isEqualTo(2);
        assertThat(td.imports()).isZero();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            /cameras/nothing | application/vnd.treasuredata.v1.single+json | {} | 404 | cameras.nothing does not exist
            /nowhere/persons | application/vnd.treasuredata.v1.single+json | {} | 404 | nowhere does not exist
            /cameras/persons | application/json | {} | 415 | Content-Type is neither
            /cameras/persons | application/vnd.treasuredata.v1+json | {"events":[]} | 400 | has not 1 to 500 records
            /cameras/persons | application/vnd.treasuredata.v1+json | {"uid":"a"} | 400 | has not 1 to 500 records
            /cameras/persons | application/vnd.treasuredata.v1+json | {"events":[{}, 1]} | 400 | record 2 is no object
            /cameras/persons | application/vnd.treasuredata.v1.single+json | {"time":"now"} | 400 | no integer
            /cameras/persons | application/vnd.treasuredata.v1.single+json | {"time": | 400 | is not JSON
            """)
    void refusesWhatIsWrong(String path, String type, String body, int status, String message) throws Exception {
        HttpResponse<String> answer = api.post(path, type, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("text").asText()).contains(message);
        assertThat(td.rowCount("cameras", "persons")).isZero();
    }

    @Test
    void holdsBatchesToTheirLimits() throws Exception {
        String half = "x".repeat(1 << 19);

        assertThat(api.post("/cameras/persons", BATCH, batch(500, "x")).statusCode())
                .isEqualTo(200);
        assertThat(api.post("/cameras/persons", BATCH, batch(501, "x")).statusCode())
                .isEqualTo(400);
        assertThat(api.post("/cameras/persons", BATCH, batch(9, half)).statusCode())
                .isEqualTo(200);
        assertThat(api.post("/cameras/persons", BATCH, batch(11, half)).statusCode())
                .isEqualTo(413);
        assertThat(api.post("/cameras/persons", BATCH, batch(1, half + half)).statusCode())
                .isEqualTo(413);
        assertThat(td.rowCount("cameras", "persons")).isEqualTo(509);
    }

    @Test
    void answers401WithoutAKey() throws Exception {
        HttpRequest stranger = HttpRequest.newBuilder(URI.create(td.endpoint() + "/cameras/persons"))
                .header("Content-Type", SINGLE)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(stranger, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }

    private static String batch(int records, String text) {
        ObjectNode batch = JSON.createObjectNode();
        var events = batch.putArray("events");
        for (int number = 0; number < records; number++) {
            events.addObject().put("time", number).put("text", text);
        }
        return batch.toString();
    }
}
