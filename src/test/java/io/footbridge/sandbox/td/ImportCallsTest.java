package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import com.treasuredata.client.model.TDTable;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCallsTest {

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
    void keepsAnImportAndDetectsItsColumns() {
        makeTable();
        byte[] body = body(row(1), row(2));

        var result = client.importBytes("cameras", "sense_video", body, ID);

        assertThat(result.getUniqueId()).isEqualTo(ID);
        assertThat(result.getDatabaseName()).isEqualTo("cameras");
        assertThat(result.getMd5Hex()).hasSize(32);
        assertThat(api.rows("sense_video")).containsExactly(row(1), row(2));
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
        assertThat(api.rows("sense_video")).containsExactly(row(1));
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

        td = api.restart();

        client.importBytes("cameras", "sense_video", body(row(1)), ID);
        assertThat(td.repeats()).isEqualTo(1);
        assertThat(api.rows("sense_video")).containsExactly(row(1));
        assertThat(client.showTable("cameras", "sense_video").getColumns()).hasSize(3);
        assertThat(client.showTable("cameras", "sense_video").getRowCount()).isEqualTo(1);
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
}
