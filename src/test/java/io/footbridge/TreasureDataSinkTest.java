package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Tripwire;
import io.footbridge.sandbox.proxy.RecordingProxy;
import io.footbridge.sandbox.td.Column;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.RecordedRequest;
import io.footbridge.sandbox.td.TreasureData;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;

/** The Kamelet in a route of somebody else's, with nothing of Footbridge's own around it. */
class TreasureDataSinkTest {

    private static final String ROUTE = """
            - from:
                uri: direct:rows
                steps:
                  - to: {uri: "kamelet:treasure-data-sink", parameters: {database: shop, table: visitors%s}}
            """;

    @TempDir
    private Path folder;

    private String route = ROUTE;
    private TreasureData td;
    private Main main;

    @BeforeEach
    void start() {
        td = TreasureData.start(folder.resolve("td"), TreasureData.API_KEY);
    }

    @AfterEach
    void stop() {
        if (main != null) {
            main.stop();
        }
        td.close();
    }

    @Test
    void aListOfMapsIsImportedAndTheTableMade() throws Exception {
        run(", columns: \"num:long,site:string\"");

        Exchange sent = send(List.of(Map.of("time", 5, "num", 4L), Map.of("time", 6L, "site", "東京", "x", 0.5)));

        assertThat(sent.getException()).isNull();
        assertThat(rows()).containsExactly(Map.of("time", 5L, "num", 4L), Map.of("time", 6L, "site", "東京", "x", 0.5));
        assertThat(td.columns("shop", "visitors"))
                .extracting(Column::name, Column::type)
                .contains(tuple("num", "long"), tuple("site", "string"));
        JsonNode answer = new ObjectMapper().readTree(sent.getMessage().getBody(String.class));
        assertThat(answer.path("unique_id").asText()).matches("[0-9a-f]{32}");
        assertThat(answer.path("md5_hex").asText()).matches("[0-9a-f]{32}");
    }

    @Test
    void oneMapAndAnIteratorDoAsWell() throws Exception {
        run("");
        Iterator<Map<String, Object>> iterator = List.of(
                        Map.<String, Object>of("time", 6L), Map.<String, Object>of("time", 7L))
                .iterator();

        assertThat(send(Map.of("time", 5L)).getException()).isNull();
        assertThat(send(iterator).getException()).isNull();

        assertThat(rows()).extracting(row -> row.get("time")).containsExactlyInAnyOrder(5L, 6L, 7L);
    }

    @Test
    void theSameRowsAgainAreARepeat() throws Exception {
        run("");

        send(List.of(Map.of("time", 5L)));
        send(List.of(Map.of("time", 5L)));
        send(List.of(Map.of("time", 6L)));

        assertThat(rows()).hasSize(2);
        assertThat(td.imports()).isEqualTo(3);
        assertThat(td.repeats()).isOne();
    }

    @Test
    void noHeaderLeadsTheKeyElsewhere() throws Exception {
        run("");

        Exchange sent = main.getCamelTemplate().send("direct:rows", exchange -> {
            exchange.getMessage().setBody(List.of(Map.of("time", 5L)));
            for (String name : List.of("CamelRestHttpUri", "CamelHttpUri", "CamelRestHttpQuery", "CamelHttpQuery")) {
                exchange.getMessage().setHeader(name, "http://127.0.0.1:1/");
            }
        });

        assertThat(sent.getException()).isNull();
        assertThat(rows()).hasSize(1);
    }

    @Test
    void noHeaderOfAnAnswerSteersCamel() throws Exception {
        td.onRequest(Faults.onFirstImports(
                1, Fault.status(422, Map.of("CamelAwsS3Key", "elsewhere", "camelHttpUri", "http://127.0.0.1:1/"))));
        run("");

        Exchange sent = send(List.of(Map.of("time", 5L)));

        assertThat(sent.getException()).isNotNull();
        assertThat(sent.getMessage().getHeaders()).doesNotContainKeys("CamelAwsS3Key", "CamelHttpUri");
    }

    @Test
    void whatAnIdIsMadeOfIsAText() throws Exception {
        run(", uniqueId: \"${header.importId}\"");

        Exchange sent = main.getCamelTemplate().send("direct:rows", exchange -> {
            exchange.getMessage().setBody(List.of(Map.of("time", 5L)));
            exchange.getMessage().setHeader("importId", "${bean:type:io.footbridge.sandbox.Tripwire?method=trip}");
        });

        assertThat(sent.getException()).isNotNull();
        assertThat(Tripwire.trips()).isZero();
    }

    @Test
    void eachMessageMayNameItsTable() throws Exception {
        route = ROUTE.replace("table: visitors", "table: \"${header.table}\"");
        run("");

        for (String table : List.of("doors", "visitors", "doors")) {
            assertThat(sendTo(table).getException()).isNull();
        }

        assertThat(td.rowCount("shop", "doors")).isOne();
        assertThat(td.rowCount("shop", "visitors")).isOne();
        assertThat(td.repeats()).isOne();
        assertThat(sendTo("doors/../visitors").getException())
                .rootCause()
                .hasMessage("the table is not a name: letters, digits and _ are expected");
    }

    private Exchange sendTo(String table) throws Exception {
        return main.getCamelTemplate().send("direct:rows", exchange -> {
            exchange.getMessage().setBody(List.of(Map.of("time", 5L)));
            exchange.getMessage().setHeader("table", table);
        });
    }

    @Test
    void theIdMayBeGiven() throws Exception {
        run(", uniqueId: \"${header.importId}\"");
        String id = "0123456789abcdef0123456789abcdef";

        Exchange sent = main.getCamelTemplate().send("direct:rows", exchange -> {
            exchange.getMessage().setBody(List.of(Map.of("time", 5L)));
            exchange.getMessage().setHeader("importId", id);
        });

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody(String.class)).contains(id);
        assertThat(sent.getMessage().getHeaders()).containsEntry("importId", id);
        assertThat(td.requests()).extracting(RecordedRequest::path).anyMatch(path -> path.contains(id));
        assertThat(main.getCamelTemplate()
                        .send("direct:rows", exchange -> {
                            exchange.getMessage().setBody(List.of(Map.of("time", 5L)));
                            exchange.getMessage().setHeader("importId", "ABC");
                        })
                        .getException())
                .rootCause()
                .hasMessage("the unique id is not 32 lower-case hexadecimal digits");
    }

    @Test
    void anEmptyListImportsNothing() throws Exception {
        run("");

        Exchange sent = send(List.of());

        assertThat(sent.getException()).isNull();
        assertThat(td.requests()).isEmpty();
    }

    @Test
    void aWrongRowIsNamedAndNothingIsImported() throws Exception {
        run("");
        List<Object> rows = new ArrayList<>(List.of(Map.of("time", 1L), Map.of("num", 4L)));

        assertThat(send(rows).getException()).hasMessage("row 2: time is missing; expected Unix seconds");
        rows.set(1, Map.of("time", "2019-08-15"));
        assertThat(send(rows).getException())
                .hasMessage("row 2: time is a String; expected Unix seconds as an integer");
        rows.set(1, Map.of("time", 1566198413000L));
        assertThat(send(rows).getException())
                .hasMessage("row 2: time is 1566198413000; expected Unix seconds from 0 to 253402300799");
        rows.set(1, Map.of("time", 1L, "secret", List.of("hunter2")));
        assertThat(send(rows).getException())
                .hasMessageStartingWith("row 2: column secret holds a ")
                .hasMessageNotContaining("hunter2");
        rows.set(1, "text");
        assertThat(send(rows).getException()).hasMessage("row 2 is a java.lang.String; expected a map");
        assertThat(td.requests()).isEmpty();
    }

    @Test
    void whatMayPassIsSentAgainAndWhatMayNotFails() throws Exception {
        run("");
        send(List.of(Map.of("time", 1L)));
        td.onRequest(Faults.onFirstImports(1, Fault.commitThenDrop()));
        assertThat(send(List.of(Map.of("time", 2L))).getException()).isNull();
        td.onRequest(Faults.onFirstImports(1, Fault.status(503)));
        assertThat(send(List.of(Map.of("time", 3L))).getException()).isNull();
        td.onRequest(Faults.onImport(Fault.wrongMd5()));
        assertThat(send(List.of(Map.of("time", 4L))).getException()).hasMessageContaining("does not confirm the MD5");
        td.onRequest(Faults.none());
        td.refuseKey(TreasureData.API_KEY);

        Exception refused = send(List.of(Map.of("time", 5L))).getException();

        assertThat(refused).hasMessageStartingWith("Treasure Data answers 401");
        assertThat(refused.toString()).doesNotContain(TreasureData.API_KEY);
        assertThat(main.getCamelContext().getEndpoints().toString()).doesNotContain(TreasureData.API_KEY);
        assertThat(rows()).extracting(row -> row.get("time")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    @Timeout(60)
    void anAnswerThatHasNoEndInTimeOrBytesFailsTheExchange() throws Exception {
        run(", timeoutSeconds: 1, retries: 0");
        send(List.of(Map.of("time", 1L)));
        td.onRequest(Faults.onImport(Fault.drip(200, Duration.ofMillis(300))));
        assertThat(send(List.of(Map.of("time", 2L))).getException())
                .hasMessage("Treasure Data's answer was not complete within 2 s");
        td.onRequest(Faults.onImport(Fault.large(200, 64L << 20)));
        assertThat(send(List.of(Map.of("time", 2L))).getException())
                .hasMessage("Treasure Data answers with more than 1048576 bytes");
        td.onRequest(Faults.none());

        assertThat(send(List.of(Map.of("time", 2L))).getException()).isNull();
        assertThat(rows()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} and {1} lead to {2}")
    @CsvSource({
        "https://api.treasuredata.co.jp, '', api-import.treasuredata.co.jp:443",
        "api.eu01.treasuredata.com, '', api-import.eu01.treasuredata.com:443",
        "https://td.shop.test:8443, '', td.shop.test:8443",
        "https://api.treasuredata.co.jp, imports.shop.test, imports.shop.test:443"
    })
    void rowsGoToTheRegionOfTheAccount(String apiServer, String importServer, String target) throws Exception {
        try (RecordingProxy proxy = RecordingProxy.start()) {
            URI address = URI.create("http://" + proxy.address());
            System.setProperty("https.proxyHost", address.getHost());
            System.setProperty("https.proxyPort", String.valueOf(address.getPort()));
            run(", retries: 0", apiServer, importServer);

            assertThat(send(List.of(Map.of("time", 5L))).getException()).isNotNull();

            assertThat(proxy.requests()).containsExactly("CONNECT " + target + " HTTP/1.1");
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void itsIconIsADrawing() throws Exception {
        String icon = new ObjectMapper()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(Path.of("kamelets/treasure-data-sink.kamelet.yaml"))))
                .at("/metadata/annotations/camel.apache.org~1kamelet.icon")
                .asText();
        String start = "data:image/svg+xml;base64,";

        assertThat(icon).startsWith(start).hasSizeLessThan(4096);
        Element drawing = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Base64.getDecoder().decode(icon.substring(start.length()))))
                .getDocumentElement();
        assertThat(drawing.getTagName()).isEqualTo("svg");
        assertThat(drawing.getElementsByTagName("path").getLength()).isPositive();
    }

    @Test
    void everyPropertyIsTitledDescribedAndTyped() throws Exception {
        JsonNode kamelet = new ObjectMapper()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(Path.of("kamelets/treasure-data-sink.kamelet.yaml"))));
        JsonNode definition = kamelet.at("/spec/definition");

        assertThat(definition.path("properties").size()).isEqualTo(11);
        definition.path("properties").properties().forEach(property -> {
            assertThat(property.getValue().path("title").asText())
                    .as(property.getKey())
                    .isNotBlank();
            assertThat(property.getValue().path("description").asText())
                    .as(property.getKey())
                    .endsWith(".");
            assertThat(property.getValue().path("type").asText())
                    .as(property.getKey())
                    .isIn("string", "integer");
            boolean required = definition.path("required").toString().contains('"' + property.getKey() + '"');
            assertThat(property.getValue().has("default")).as(property.getKey()).isNotEqualTo(required);
        });
        assertThat(definition.at("/properties/apiKey/format").asText()).isEqualTo("password");
        String version = Files.readString(Path.of("pom.xml")).split("</?version>", 3)[1];
        assertThat(kamelet.at("/spec/dependencies").toString()).contains("mvn:io.footbridge:footbridge:" + version);
    }

    /** The key comes by a property, which no URI shows. */
    private void run(String parameters) throws Exception {
        run(parameters, td.endpoint().toString(), "");
    }

    private void run(String parameters, String apiServer, String importServer) throws Exception {
        Path routes = Files.writeString(folder.resolve("mine.camel.yaml"), route.formatted(parameters));
        Path properties = Files.writeString(
                folder.resolve("mine.properties"),
                """
                camel.kamelet.treasure-data-sink.apiKey=%s
                camel.kamelet.treasure-data-sink.apiServer=%s
                """.formatted(TreasureData.API_KEY, apiServer)
                        + (importServer.isEmpty()
                                ? ""
                                : "camel.kamelet.treasure-data-sink.importServer=" + importServer + "\n"));
        main = new Main();
        main.configure().withRoutesIncludePattern("file:" + routes);
        main.setDefaultPropertyPlaceholderLocation("file:" + properties);
        main.start();
    }

    private Exchange send(Object body) throws Exception {
        return main.getCamelTemplate()
                .send("direct:rows", exchange -> exchange.getMessage().setBody(body));
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        td.forEachRow("shop", "visitors", rows::add);
        return rows;
    }
}
