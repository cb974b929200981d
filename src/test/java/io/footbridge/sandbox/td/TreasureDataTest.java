package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpConflictException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.TDClientHttpNotFoundException;
import com.treasuredata.client.TDClientHttpUnauthorizedException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import com.treasuredata.client.model.TDTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreasureDataTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private TreasureData td;
    private TDClient client;

    @BeforeEach
    void start() {
        td = TreasureData.start(folder, TreasureData.API_KEY);
        client = client(TreasureData.API_KEY);
    }

    @AfterEach
    void stop() {
        client.close();
        td.close();
    }

    @Test
    void makesAndListsDatabasesAndTables() {
        client.createDatabase("cameras");
        client.createTable("cameras", "sense_video");

        assertThat(client.listDatabaseNames()).containsExactly("cameras");
        assertThat(client.existsTable("cameras", "sense_video")).isTrue();
        assertThat(client.showDatabase("cameras").getName()).isEqualTo("cameras");
        assertThat(client.showTable("cameras", "sense_video").getColumns()).isEmpty();

        client.deleteTable("cameras", "sense_video");
        assertThat(client.listTables("cameras")).isEmpty();
        client.deleteDatabase("cameras");
        assertThat(client.listDatabaseNames()).isEmpty();
    }

    @Test
    void answers409ForWhatIsThere() {
        makeTable();

        assertThatThrownBy(() -> client.createDatabase("cameras")).isInstanceOf(TDClientHttpConflictException.class);
        assertThatThrownBy(() -> client.createTable("cameras", "sense_video"))
                .isInstanceOf(TDClientHttpConflictException.class)
                .hasMessageContaining("cameras.sense_video");
    }

    @Test
    void takesASecondCreationWithTheSameIdempotentKeyForTheFirst() {
        client.createDatabase("cameras");

        client.createTable("cameras", "sense_video", "same");
        client.createTable("cameras", "sense_video", "same");

        assertThatThrownBy(() -> client.createTable("cameras", "sense_video", "other"))
                .isInstanceOf(TDClientHttpConflictException.class);
    }

    @Test
    void answers404ForAnUnknownTable() {
        client.createDatabase("cameras");

        assertThatThrownBy(() -> client.importBytes("cameras", "sense_video", body(row(1)), ID))
                .isInstanceOf(TDClientHttpNotFoundException.class);
        assertThatThrownBy(() -> client.createTable("nowhere", "sense_video"))
                .isInstanceOf(TDClientHttpNotFoundException.class);
    }

    @Test
    void answers401ForAWrongKeyWhateverThePath() {
        try (TDClient stranger = client("1/" + "0".repeat(40))) {
            assertThatThrownBy(stranger::listDatabases).isInstanceOf(TDClientHttpUnauthorizedException.class);
            assertThatThrownBy(() -> stranger.importBytes("nowhere", "nothing", new byte[] {1}, ID))
                    .isInstanceOf(TDClientHttpUnauthorizedException.class);
        }
    }

    @Test
    void letsFurtherKeysInAndOutAgain() {
        String key = "2/" + "b".repeat(40);
        try (TDClient second = client(key)) {
            td.acceptKey(key);
            assertThat(second.listDatabases()).isEmpty();

            td.refuseKey(key);
            assertThatThrownBy(second::listDatabases).isInstanceOf(TDClientHttpUnauthorizedException.class);
        }
    }

    @Test
    void renamesAndSwapsTables() {
        makeTable();
        client.createTable("cameras", "other");
        client.importBytes("cameras", "sense_video", body(row(1)), ID);

        client.swapTables("cameras", "sense_video", "other");
        assertThat(td.rowCount("cameras", "sense_video")).isZero();
        assertThat(client.showTable("cameras", "other").getRowCount()).isEqualTo(1);

        assertThatThrownBy(() -> client.renameTable("cameras", "other", "sense_video"))
                .isInstanceOf(TDClientHttpConflictException.class);
        client.renameTable("cameras", "other", "sense_video", true);
        assertThat(rows()).containsExactly(row(1));
        assertThat(client.showTable("cameras", "sense_video").getName()).isEqualTo("sense_video");
        assertThat(client.showTable("cameras", "sense_video").getColumns()).hasSize(3);
        assertThat(client.existsTable("cameras", "other")).isFalse();
        assertThatThrownBy(() -> client.swapTables("cameras", "sense_video", "other"))
                .isInstanceOf(TDClientHttpNotFoundException.class);
    }

    @Test
    void appendsMissingColumnsOnly() {
        makeTable();
        client.appendTableSchema("cameras", "sense_video", List.of(new TDColumn("uid", TDColumnType.STRING)));
        client.appendTableSchema(
                "cameras",
                "sense_video",
                List.of(new TDColumn("uid", TDColumnType.STRING), new TDColumn("x", TDColumnType.DOUBLE)));

        assertThat(td.columns("cameras", "sense_video"))
                .containsExactly(new Column("uid", "string"), new Column("x", "double"));
        assertThatThrownBy(() -> client.appendTableSchema(
                        "cameras", "sense_video", List.of(new TDColumn("v", TDColumnType.STRING))))
                .isInstanceOf(TDClientHttpException.class)
                .hasMessageContaining("reserved");
    }

    @Test
    void takesASchemaInEveryEncoding() throws Exception {
        makeTable();
        String path = "/v3/table/update-schema/cameras/sense_video";
        String multipart = String.join(
                "\r\n",
                "--edge",
                "Content-Disposition: form-data; name=\"schema\"",
                "",
                "[[\"b\",\"long\"]]",
                "--edge--",
                "");

        assertThat(post(path, "application/x-www-form-urlencoded", "schema=%5B%5B%22a%22%2C%22long%22%5D%5D"))
                .isEqualTo(200);
        assertThat(td.columns("cameras", "sense_video")).containsExactly(new Column("a", "long"));

        assertThat(post(path, "multipart/form-data; boundary=edge", multipart)).isEqualTo(200);
        assertThat(td.columns("cameras", "sense_video")).containsExactly(new Column("b", "long"));

        assertThat(post(path + "?schema=%5B%5B%22c%22%2C%22long%22%5D%5D", "text/plain", ""))
                .isEqualTo(200);
        assertThat(td.columns("cameras", "sense_video")).containsExactly(new Column("c", "long"));
    }

    @Test
    void keepsAnImportAndDetectsItsColumns() {
        makeTable();
        byte[] body = body(row(1), row(2));

        var result = client.importBytes("cameras", "sense_video", body, ID);

        assertThat(result.getUniqueId()).isEqualTo(ID);
        assertThat(result.getDatabaseName()).isEqualTo("cameras");
        assertThat(result.getMd5Hex()).hasSize(32);
        assertThat(rows()).containsExactly(row(1), row(2));
        TDTable table = client.showTable("cameras", "sense_video");
        assertThat(table.getRowCount()).isEqualTo(2);
        assertThat(table.getColumns())
                .containsExactly(
                        new TDColumn("uid", TDColumnType.STRING),
                        new TDColumn("frame_index", TDColumnType.LONG),
                        new TDColumn("x", TDColumnType.DOUBLE));
    }

    @Test
    void keepsOneFileForTwoImportsUnderOneId() {
        makeTable();
        client.importBytes("cameras", "sense_video", body(row(1)), ID);
        client.importBytes("cameras", "sense_video", body(row(1)), ID);
        assertThat(td.repeats()).isEqualTo(1);
        assertThat(td.differingRepeats()).isZero();

        client.importBytes("cameras", "sense_video", body(row(2)), ID);

        assertThat(td.imports()).isEqualTo(3);
        assertThat(td.repeats()).isEqualTo(2);
        assertThat(td.differingRepeats()).isEqualTo(1);
        assertThat(rows()).containsExactly(row(1));
        assertThat(folder.resolve("cameras/sense_video/" + ID + ".msgpack.gz")).exists();
    }

    @Test
    void keepsEveryImportWithoutAnId() {
        makeTable();
        client.importBytes("cameras", "sense_video", body(row(1)));
        client.importBytes("cameras", "sense_video", body(row(1)));

        assertThat(td.rowCount("cameras", "sense_video")).isEqualTo(2);
        assertThat(td.repeats()).isZero();
    }

    @Test
    void takesAnEmptyImport() {
        makeTable();

        client.importBytes("cameras", "sense_video", body(), ID);

        assertThat(td.rowCount("cameras", "sense_video")).isZero();
    }

    @Test
    void namesTheRecordThatIsWrong() {
        makeTable();
        Map<String, Object> timeless = new LinkedHashMap<>(row(2));
        timeless.remove("time");
        Map<String, Object> fractional = new LinkedHashMap<>(row(2));
        fractional.put("time", 1.5);

        assertRefused(body(row(1), timeless), "record 2 has no time");
        assertRefused(body(fractional), "record 1 has FLOAT in time, not INTEGER");
        assertRefused(Bodies.gzip(new byte[] {(byte) 0x90}), "record 1 has ARRAY, not MAP");
        assertRefused("plain".getBytes(UTF_8), "record 1 cannot be read");
        assertRefused(Bodies.gzip(new byte[] {(byte) 0x81}), "record 1 cannot be read");
        assertRefused(twice(body(row(1))), "bytes follow the gzip after record 1");
        assertThat(td.imports()).isZero();
    }

    @Test
    void findsEverythingAgainAfterARestartOnTheSamePort() {
        makeTable();
        client.importBytes("cameras", "sense_video", body(row(1)), ID);
        int port = td.endpoint().getPort();

        td.close();
        td = TreasureData.start(folder, TreasureData.API_KEY, port);

        client.importBytes("cameras", "sense_video", body(row(1)), ID);
        assertThat(td.repeats()).isEqualTo(1);
        assertThat(rows()).containsExactly(row(1));
        assertThat(client.showTable("cameras", "sense_video").getColumns()).hasSize(3);
        assertThat(client.showTable("cameras", "sense_video").getRowCount()).isEqualTo(1);
    }

    @Test
    void answersWithAFaultAndItsHeaders() throws Exception {
        td.onRequest(
                (method, path, number) -> number == 1 ? Fault.status(429, Map.of("Retry-After", "2")) : Fault.none());

        HttpResponse<String> first = get("/v3/database/list");

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("2");
        assertThat(first.body()).contains("\"text\"", "\"error\"", "\"message\"");
        assertThat(get("/v3/database/list").statusCode()).isEqualTo(200);
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
                .sendAsync(request("/v3/database/list").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer).isNotDone();
        released.countDown();
        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    @Test
    void answersLateAndNeverHoldsUpItsClose() throws Exception {
        td.onRequest((method, path, number) -> Fault.delay(Duration.ofMillis(50)));
        long begun = System.nanoTime();
        assertThat(get("/v3/database/list").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(50));

        td.onRequest((method, path, number) -> Fault.hang());
        var never = HttpClient.newHttpClient()
                .sendAsync(request("/v3/database/list").build(), HttpResponse.BodyHandlers.ofString());
        td.close();
        assertThat(never).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void takesManyImportsAtATime() throws Exception {
        makeTable();
        var pool = Executors.newFixedThreadPool(32);
        try {
            List<Callable<Void>> imports = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                int row = number;
                String id = "%032x".formatted(number / 2);
                imports.add(() -> {
                    client.importBytes("cameras", "sense_video", body(row(row)), id);
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(imports)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(td.imports()).isEqualTo(200);
        assertThat(td.repeats()).isEqualTo(100);
        assertThat(td.rowCount("cameras", "sense_video")).isEqualTo(100);
    }

    private void assertRefused(byte[] body, String message) {
        assertThatThrownBy(() -> client.importBytes("cameras", "sense_video", body, ID))
                .isInstanceOfSatisfying(
                        TDClientHttpException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(400))
                .isInstanceOf(TDClientException.class)
                .hasMessageContaining(message);
    }

    private void makeTable() {
        client.createDatabase("cameras");
        client.createTable("cameras", "sense_video");
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        td.forEachRow("cameras", "sense_video", rows::add);
        return rows;
    }

    private static Map<String, Object> row(long number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", 1_565_830_923L + number);
        row.put("uid", "u" + number);
        row.put("frame_index", number);
        row.put("x", number + 0.5);
        return row;
    }

    private static byte[] body() {
        return Bodies.of(List.of());
    }

    private static byte[] body(Map<String, Object> row) {
        return Bodies.of(List.of(row));
    }

    private static byte[] body(Map<String, Object> first, Map<String, Object> second) {
        return Bodies.of(List.of(first, second));
    }

    private static byte[] twice(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private TDClient client(String key) {
        return TDClient.newBuilder(false)
                .setEndpoint(td.endpoint().getHost())
                .setPort(td.endpoint().getPort())
                .setUseSSL(false)
                .setApiKey(key)
                .setRetryInitialIntervalMillis(1)
                .setRetryMaxIntervalMillis(5)
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(td.endpoint() + path))
                .header("Authorization", "TD1 " + TreasureData.API_KEY);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int post(String path, String contentType, String body) throws IOException, InterruptedException {
        HttpRequest post = request(path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(post, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
