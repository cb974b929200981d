package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.td.RawConnection.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which HTTP lets a client say the same. */
@Timeout(60)
class HttpTest {

    private static final String AUTHORIZATION = "AUTHORIZATION: TD1 " + TreasureData.API_KEY;
    private static final String SMALL_AUTHORIZATION = "authorization: TD1 " + TreasureData.API_KEY;

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        api.client().createDatabase("cameras");
        api.client().createTable("cameras", "persons");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/database/list",
                "//v3/database/list",
                "///v3//database///list",
                "/v3/database/list/",
                "//v3/database/list//",
                "/v3/database/list?",
                "//v3/database/list/?from=0",
                "http://elsewhere/v3/database/list",
                "http://elsewhere//v3/database/list/"
            })
    void takesSeveralSlashesForOne(String target) throws IOException {
        Response answer = ask("GET " + target + " HTTP/1.1", "Host: td", AUTHORIZATION);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"name\":\"cameras\"");
    }

    @Test
    void showsThePathInItsPlainFormToFaultsAndTests() throws IOException {
        api.td().onRequest(Faults.onFirst(1, "/v3/database/", Fault.status(503)));

        assertThat(ask("GET //v3/database/list/ HTTP/1.1", "Host: td", AUTHORIZATION)
                        .status())
                .isEqualTo(503);
        assertThat(api.td().requests()).last().isEqualTo(new RecordedRequest("GET", "/v3/database/list", 503));
    }

    @Test
    void answersHeadWithoutABodyAndGoesOn() throws IOException {
        try (RawConnection connection = RawConnection.to(api.td().endpoint())) {
            connection.sendHead("HEAD /v3/database/list HTTP/1.1", "Host: td", AUTHORIZATION);
            Response head = connection.receiveHead();
            connection.sendHead("GET /v3/database/list HTTP/1.1", "Host: td", SMALL_AUTHORIZATION);
            Response whole = connection.receive();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers().get("content-length")).isEqualTo(Integer.toString(whole.body().length));
            assertThat(whole.status()).isEqualTo(200);
        }
    }

    @Test
    void saysThatItWaitsForABody() throws IOException {
        try (RawConnection connection = RawConnection.to(api.td().endpoint())) {
            connection.sendHead(
                    "POST /v3/table/update/cameras/persons HTTP/1.1",
                    "Host: td",
                    AUTHORIZATION,
                    "expect: 100-continue",
                    "Content-Length: 14");
            assertThat(connection.receiveHead().status()).isEqualTo(100);
            connection.send("expire_days=30".getBytes(ISO_8859_1));

            assertThat(connection.receive().status()).isEqualTo(200);
        }
        assertThat(api.client().showTable("cameras", "persons").getExpireDays()).isEqualTo("30");
    }

    @Test
    void takesABodyInChunks() throws IOException {
        byte[] body = Bodies.of(List.of(Map.of("time", 5L, "uid", "a")));
        try (RawConnection connection = RawConnection.to(api.td().endpoint())) {
            connection.sendHead(
                    "PUT /v3/table/import/cameras/persons/msgpack.gz HTTP/1.1",
                    "Host: td",
                    AUTHORIZATION,
                    "Transfer-Encoding: chunked");
            connection.send((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
            connection.send(body);
            connection.send("\r\n0\r\n\r\n".getBytes(ISO_8859_1));

            assertThat(connection.receive().status()).isEqualTo(200);
        }
        assertThat(api.td().rowCount("cameras", "persons")).isEqualTo(1);
    }

    @Test
    void takesTheTypeOfABodyInAnyCase() throws Exception {
        assertThat(api.post(
                                "/v3/table/update-schema/cameras/persons",
                                "Application/JSON; charset=utf-8",
                                "{\"schema\":[[\"a\",\"long\"]]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.post(
                                "/v3/table/update/cameras/persons",
                                "Multipart/Form-Data; Boundary=edge",
                                "--edge\r\ncontent-disposition: form-data; NAME=\"expire_days\"\r\n\r\n7\r\n--edge--\r\n")
                        .statusCode())
                .isEqualTo(200);

        assertThat(api.td().columns("cameras", "persons")).containsExactly(new Column("a", "long"));
        assertThat(api.client().showTable("cameras", "persons").getExpireDays()).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/x-www-form-urlencoded | query=%zz | not encoded as a form
            application/json | {"query": | body is not JSON
            multipart/form-data | query | has no boundary
            multipart/form-data; boundary=e | --e\\nname="query"\\n\\n | has no end
            """)
    void answers400ForABodyThatIsNotWhatItSays(String type, String body, String message) throws Exception {
        HttpResponse<String> answer = api.post("/v3/job/issue/presto/cameras", type, body.replace("\\n", "\r\n"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
    }

    @Test
    void refusesABodyThatIsEncodedAsAWhole() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        api.request("/v3/job/issue/presto/cameras")
                                .header("Content-Encoding", "gzip")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(
                                        Bodies.gzip("query=select+1".getBytes(ISO_8859_1))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("Content-Encoding gzip is not taken here");
    }

    /* In a path + is no blank. */
    @Test
    void decodesTheNamesInAPath() throws Exception {
        assertThat(api.post("/v3/bulk_import/create/one+two%20%C3%A4/cameras/p%65rsons", Map.of())
                        .body())
                .contains("\"name\":\"one+two ä\"");
        assertThat(api.get("/v3/bulk_import/show/one%2Btwo%20%c3%a4").statusCode())
                .isEqualTo(200);
    }

    private Response ask(String... head) throws IOException {
        try (RawConnection connection = RawConnection.to(api.td().endpoint())) {
            connection.sendHead(head);
            return connection.receive();
        }
    }
}
