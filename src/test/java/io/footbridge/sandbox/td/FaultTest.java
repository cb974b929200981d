package io.footbridge.sandbox.td;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.client.TDClient;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private ApiFixture api;
    private TreasureData td;
    private TDClient client;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        td = api.td();
        client = api.client();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void answersWithAFaultAndItsHeaders() throws Exception {
        td.onRequest(
                (method, path, number) -> number == 1 ? Fault.status(429, Map.of("Retry-After", "2")) : Fault.none());

        HttpResponse<String> first = api.get("/v3/database/list");

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("2");
        assertThat(first.body()).contains("\"text\"", "\"error\"", "\"message\"");
        assertThat(api.get("/v3/database/list").statusCode()).isEqualTo(200);
    }

    @Test
    void commitsAndDropsSoThatTheClientRepeats() {
        makeTable();
        td.onRequest(Faults.onFirstImports(1, Fault.commitThenDrop()));

        client.importBytes("cameras", "sense_video", body(row(1)), ID);

        assertThat(td.imports()).isEqualTo(2);
        assertThat(td.repeats()).isEqualTo(1);
        assertThat(td.differingRepeats()).isZero();
        assertThat(td.rowCount("cameras", "sense_video")).isEqualTo(1);
        assertThat(td.requests().stream()
                        .filter(RecordedRequest::isImport)
                        .map(RecordedRequest::status)
                        .distinct())
                .containsExactly(0, 200);
    }

    @Test
    void answersAnImportWithAWrongChecksum() {
        makeTable();
        td.onRequest(Faults.onImport(Fault.wrongMd5()));

        assertThat(client.importBytes("cameras", "sense_video", body(row(1)), ID)
                        .getMd5Hex())
                .isEqualTo("0".repeat(32));
        assertThat(td.imports()).isEqualTo(1);
    }

    @Test
    void holdsARequestUntilItIsReleased() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        td.onRequest((method, path, number) -> Fault.hold(released));

        var answer = HttpClient.newHttpClient()
                .sendAsync(api.request("/v3/database/list").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer).isNotDone();
        released.countDown();
        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    @Test
    void answersLateAndNeverHoldsUpItsClose() throws Exception {
        td.onRequest((method, path, number) -> Fault.delay(Duration.ofMillis(50)));
        long begun = System.nanoTime();
        assertThat(api.get("/v3/database/list").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(50));

        td.onRequest((method, path, number) -> Fault.hang());
        var never = HttpClient.newHttpClient()
                .sendAsync(api.request("/v3/database/list").build(), HttpResponse.BodyHandlers.ofString());
        td.close();
        assertThat(never).failsWithin(Duration.ofSeconds(10));
    }

    private void makeTable() {
        client.createDatabase("cameras");
        client.createTable("cameras", "sense_video");
    }

    private static Map<String, Object> row(long number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", 1_565_830_923L + number);
        row.put("uid", "u" + number);
        row.put("frame_index", number);
        row.put("x", number + 0.5);
        return row;
    }

    private static byte[] body(Map<String, Object> row) {
        return Bodies.of(List.of(row));
    }
}
