package io.footbridge.sandbox.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientHttpConflictException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.TDClientHttpNotFoundException;
import com.treasuredata.client.TDClientHttpUnauthorizedException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCallsTest {

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
        try (TDClient stranger = api.client("1/" + "0".repeat(40))) {
            assertThatThrownBy(stranger::listDatabases).isInstanceOf(TDClientHttpUnauthorizedException.class);
            assertThatThrownBy(() -> stranger.importBytes("nowhere", "nothing", new byte[] {1}, ID))
                    .isInstanceOf(TDClientHttpUnauthorizedException.class);
        }
    }

    @Test
    void letsFurtherKeysInAndOutAgain() {
        String key = "2/" + "b".repeat(40);
        try (TDClient second = api.client(key)) {
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
        assertThat(api.rows("sense_video")).containsExactly(row(1));
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

        assertThat(api.post(path, "application/x-www-form-urlencoded", "schema=%5B%5B%22a%22%2C%22long%22%5D%5D")
                        .statusCode())
                .isEqualTo(200);
        assertThat(td.columns("cameras", "sense_video")).containsExactly(new Column("a", "long"));

        assertThat(api.post(path, "multipart/form-data; boundary=edge", multipart)
                        .statusCode())
                .isEqualTo(200);
        assertThat(td.columns("cameras", "sense_video")).containsExactly(new Column("b", "long"));

        assertThat(api.post(path + "?schema=%5B%5B%22c%22%2C%22long%22%5D%5D", "text/plain", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(td.columns("cameras", "sense_video")).containsExactly(new Column("c", "long"));
    }

    @Test
    void takesNamesAsLongAsClientsAllow() throws Exception {
        String longest = "a".repeat(255);
        client.createDatabase(longest);
        client.createTable(longest, longest);

        assertThat(td.hasTable(longest, longest)).isTrue();
        for (String bad : List.of("ab", "a".repeat(256), "Upper", "a-b", "a%20b")) {
            assertThat(create("/v3/database/create/" + bad)).isEqualTo(400);
            assertThat(create("/v3/table/create/" + longest + "/" + bad)).isEqualTo(400);
        }
    }

    @Test
    void countsTheRecordsOfADatabase() throws Exception {
        makeTable();
        client.createTable("cameras", "other");
        client.importBytes("cameras", "sense_video", body(row(1), row(2)));
        client.importBytes("cameras", "other", body(row(3)));

        assertThat(api.get("/v3/database/list").body()).contains("\"count\":3");
        assertThat(api.get("/v3/database/show/cameras").body()).contains("\"count\":3");
    }

    @Test
    void showsTheLastRecords() throws Exception {
        makeTable();
        client.importBytes("cameras", "sense_video", body(row(3), row(1)));
        client.importBytes("cameras", "sense_video", body(row(2)));
        String tail = "/v3/table/tail/cameras/sense_video";

        assertThat(tail(tail + "?count=2&format=msgpack"))
                .containsExactly(
                        "{\"time\":1565830926,\"uid\":\"u3\",\"frame_index\":3,\"x\":3.5}",
                        "{\"time\":1565830925,\"uid\":\"u2\",\"frame_index\":2,\"x\":2.5}");
        assertThat(tail(tail)).hasSize(3);
        assertThat(tail(tail + "?count=0")).isEmpty();
        assertThat(api.get(tail + "?count=some").statusCode()).isEqualTo(422);
        assertThat(api.get(tail + "?format=csv").statusCode()).isEqualTo(406);
        assertThat(api.get("/v3/table/tail/cameras/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void putsATableIntoAnotherDatabase() throws Exception {
        makeTable();
        client.importBytes("cameras", "sense_video", body(row(1)), ID);
        client.createDatabase("attic");
        String path = "/v3/table/change_database/cameras/sense_video";

        assertThat(api.post(path, Map.of("dest_database_name", "nowhere")).statusCode())
                .isEqualTo(404);
        assertThat(api.post(path, Map.of("dest_database_name", "cameras")).statusCode())
                .isEqualTo(409);
        assertThat(api.post(path, Map.of("dest_database_name", "attic")).statusCode())
                .isEqualTo(200);

        assertThat(td.hasTable("cameras", "sense_video")).isFalse();
        assertThat(td.rowCount("attic", "sense_video")).isEqualTo(1);
        assertThat(client.showTable("attic", "sense_video").getColumns()).hasSize(3);
    }

    @Test
    void keepsForHowManyDaysRecordsStay() throws Exception {
        makeTable();

        assertThat(api.post("/v3/table/update/cameras/sense_video", Map.of("expire_days", "soon"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(api.post("/v3/table/update/cameras/sense_video", Map.of("expire_days", "30"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(api.get("/v3/table/show/cameras/sense_video").body()).contains("\"expire_days\":30");
    }

    private int create(String path) throws IOException, InterruptedException {
        return api.post(path, Map.of()).statusCode();
    }

    private List<String> tail(String path) throws IOException, InterruptedException {
        return ApiFixture.unpack(new ByteArrayInputStream(api.getBytes(path).body()));
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

    private static byte[] body(Map<String, Object> first, Map<String, Object> second) {
        return Bodies.of(List.of(first, second));
    }
}
