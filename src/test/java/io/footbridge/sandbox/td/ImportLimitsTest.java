package io.footbridge.sandbox.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.treasuredata.client.TDClient;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

@Timeout(60)
class ImportLimitsTest {

    private static final String IMPORT = "/v3/table/import/cameras/persons/msgpack.gz";

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
    @ValueSource(longs = {0, 1_565_830_923L, 253_402_300_799L})
    void takesUnixSecondsUpToTheYear9999(long time) throws Exception {
        assertThat(api.put(IMPORT, body(Map.of("time", time))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_565_830_923_000L, 253_402_300_800L, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAnyOtherTime(long time) throws Exception {
        assertRefused(
                400, "record 2 has a time that is no Unix seconds", List.of(Map.of("time", 1L), Map.of("time", time)));
        HttpResponse<String> ingested =
                api.post("/cameras/persons", "application/vnd.treasuredata.v1.single+json", "{\"time\":" + time + "}");
        assertThat(ingested.statusCode()).isEqualTo(400);
        assertThat(ingested.body()).contains("record 1 has a time that is no Unix seconds");
        assertThat(api.td().rowCount("cameras", "persons")).isZero();
    }

    @Test
    void refusesATimePastEveryLong() throws Exception {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packMapHeader(1).packString("time").packBigInteger(BigInteger.ONE.shiftLeft(63));
            HttpResponse<String> answer = api.put(IMPORT, Bodies.gzip(packer.toByteArray()));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("record 1 has a time that is no Unix seconds");
        }
    }

    @Test
    void takesABadTimeInABulkImportForABadRecord() throws Exception {
        TDClient client = api.client();
        client.createBulkImportSession("session", "cameras", "persons");
        api.put(
                "/v3/bulk_import/upload_part/session/part",
                Bodies.of(List.of(Map.of("time", 1L), Map.of("time", -1L), Map.of("time", 1_565_830_923_000L))));

        client.performBulkImportSession("session");

        await().atMost(ApiFixture.LONG_ENOUGH)
                .until(() -> client.getBulkImportSession("session").getValidRecords() > 0);
        assertThat(client.getBulkImportSession("session").getErrorRecords()).isEqualTo(2);
    }

    @Test
    void holdsATableToItsColumns() throws Exception {
        assertRefused(400, "the table would have 600 columns, and 512 is the limit", List.of(wide(0, 600)));
        assertThat(api.td().columns("cameras", "persons")).isEmpty();
        assertThat(api.put(IMPORT, body(wide(0, 512))).statusCode()).isEqualTo(200);
        assertThat(api.put(IMPORT, body(wide(0, 512))).statusCode()).isEqualTo(200);
        assertRefused(400, "the table would have 513 columns, and 512 is the limit", List.of(wide(512, 513)));
        assertThat(api.td().rowCount("cameras", "persons")).isEqualTo(2);
    }

    @Test
    void takesMoreColumnsFromABulkImport() throws Exception {
        assertThat(bulk("wide", wide(0, 4096)).statusCode()).isEqualTo(200);
        await().atMost(ApiFixture.LONG_ENOUGH)
                .until(() -> api.td().columns("cameras", "persons").size() == 4096);

        HttpResponse<String> wider = bulk("wider", wide(4096, 4097));

        assertThat(wider.statusCode()).isEqualTo(422);
        assertThat(wider.body()).contains("the table would have 4097 columns, and 4096 is the limit");
    }

    @Test
    void refusesABodyLargerThanClientsSend() throws Exception {
        byte[] large = new byte[71 << 20];
        new Random(1).nextBytes(large);

        HttpResponse<String> answer = api.put(IMPORT, large);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("body of 74448896 bytes is larger than 33554432");
    }

    private HttpResponse<String> bulk(String session, Map<String, Object> row) throws Exception {
        TDClient client = api.client();
        client.createBulkImportSession(session, "cameras", "persons");
        api.put("/v3/bulk_import/upload_part/" + session + "/part", body(row));
        client.performBulkImportSession(session);
        await().atMost(ApiFixture.LONG_ENOUGH)
                .until(() -> client.getBulkImportSession(session).getValidRecords() == 1);
        await().atMost(ApiFixture.LONG_ENOUGH)
                .until(() -> api.get("/v3/bulk_import/show/" + session).body().contains("\"ready\""));
        return api.post("/v3/bulk_import/commit/" + session, Map.of());
    }

    private void assertRefused(int status, String message, List<Map<String, Object>> rows)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = api.put(IMPORT, Bodies.of(rows));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(message);
    }

    private static byte[] body(Map<String, Object> row) {
        return Bodies.of(List.of(row));
    }

    private static Map<String, Object> wide(int first, int end) {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("time", 1L));
        for (int number = first; number < end; number++) {
            row.put("c" + number, 1L);
        }
        return row;
    }
}
