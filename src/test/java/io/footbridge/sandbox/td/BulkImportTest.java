package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientHttpConflictException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.TDClientHttpNotFoundException;
import com.treasuredata.client.model.TDBulkImportSession;
import com.treasuredata.client.model.TDBulkImportSession.ImportStatus;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

@Timeout(120)
class BulkImportTest {

    @TempDir
    private static Path folder;

    private static ApiFixture api;
    private static TreasureData td;
    private static TDClient client;

    private String session;
    private String table;

    @BeforeAll
    static void start() {
        api = new ApiFixture(folder.resolve("td"));
        td = api.td();
        client = api.client();
        client.createDatabase("cameras");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void make(TestInfo test) {
        session = test.getTestMethod().orElseThrow().getName();
        table = session.toLowerCase(Locale.ROOT);
        client.createTable("cameras", table);
        client.createBulkImportSession(session, "cameras", table);
    }

    @Test
    void putsTheGoodRecordsIntoTheTableAtTheCommit() throws IOException {
        upload("part1", partWithANilKey(0));
        upload("part2", partWithANilKey(10));
        client.freezeBulkImportSession(session);
        assertThat(show().getStatus()).isEqualTo(ImportStatus.UPLOADING);
        assertThat(show().isUploadFrozen()).isTrue();

        client.performBulkImportSession(session);
        awaitStatus(ImportStatus.READY);

        assertThat(show())
                .extracting(
                        TDBulkImportSession::getValidParts,
                        TDBulkImportSession::getErrorParts,
                        TDBulkImportSession::getValidRecords,
                        TDBulkImportSession::getErrorRecords)
                .containsExactly(2L, 0L, 20L, 2L);
        assertThat(errorRecords()).hasSize(2).allMatch(record -> record.contains("null"));
        assertThat(td.rowCount("cameras", table)).isZero();

        client.commitBulkImportSession(session);
        awaitStatus(ImportStatus.COMMITTED);

        assertThat(td.rowCount("cameras", table)).isEqualTo(20);
        assertThat(client.showTable("cameras", table).getRowCount()).isEqualTo(20);
        assertThat(client.showTable("cameras", table).getColumns())
                .extracting(TDColumn::getName)
                .containsExactly("event", "description");
        assertThatThrownBy(() -> client.commitBulkImportSession(session))
                .isInstanceOf(TDClientHttpConflictException.class);
        assertThat(td.rowCount("cameras", table)).isEqualTo(20);
    }

    @Test
    void checksThePartsInAJob() throws Exception {
        upload("part", part(1));

        HttpResponse<String> answer = api.post("/v3/bulk_import/perform/" + session, Map.of("priority", "0"));

        assertThat(answer.body()).containsPattern("\"job_id\":\\d+");
        String job = show().getJobId();
        api.awaitEnd(job);
        assertThat(client.jobInfo(job).getStatus()).isEqualTo(TDJob.Status.SUCCESS);
        assertThat(client.jobInfo(job).getQuery()).isEmpty();
        assertThat(client.listJobs(0, 99).getJobs()).extracting(TDJob::getJobId).contains(job);
    }

    @Test
    void refusesAResourcePoolThatIsNotThere() {
        assertThatThrownBy(() -> client.performBulkImportSession(session, Optional.of("fast")))
                .isInstanceOfSatisfying(
                        TDClientHttpException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(400))
                .hasMessageContaining("resource pool fast does not exist");
    }

    /* With every thread busy, the steps stay where a client on a fast machine would hardly see them. */
    @Test
    void showsThatItPerformsAndCommits() throws IOException {
        upload("part", part(1));
        List<String> blocking = block();
        client.performBulkImportSession(session);

        assertThat(show().getStatus()).isEqualTo(ImportStatus.PERFORMING);
        assertThatThrownBy(() -> client.commitBulkImportSession(session))
                .isInstanceOf(TDClientHttpConflictException.class)
                .hasMessageContaining("is performing");

        blocking.forEach(client::killJob);
        awaitStatus(ImportStatus.READY);
        blocking = block();
        client.commitBulkImportSession(session);

        assertThat(show().getStatus()).isEqualTo(ImportStatus.COMMITTING);
        assertThat(td.rowCount("cameras", table)).isZero();

        blocking.forEach(client::killJob);
        awaitStatus(ImportStatus.COMMITTED);
        assertThat(td.rowCount("cameras", table)).isEqualTo(1);
    }

    @Test
    void canBePerformedAgainAfterItsJobWasKilled() throws IOException {
        upload("part", part(1));
        List<String> blocking = block();
        client.performBulkImportSession(session);

        client.killJob(show().getJobId());
        assertThat(show().getStatus()).isEqualTo(ImportStatus.UPLOADING);
        blocking.forEach(client::killJob);
        client.performBulkImportSession(session);

        awaitStatus(ImportStatus.READY);
    }

    @Test
    void takesThePartThatCameLastUnderItsName() throws IOException {
        upload("part", part(1));
        upload("part", part(1, 2, 3));
        upload("other", part(4));
        assertThat(client.listBulkImportParts(session)).containsExactly("other", "part");
        client.deleteBulkImportPart(session, "other");
        assertThat(client.listBulkImportParts(session)).containsExactly("part");

        client.performBulkImportSession(session);
        awaitStatus(ImportStatus.READY);

        assertThat(show().getValidRecords()).isEqualTo(3);
        assertThat(td.imports()).isZero();
        assertThat(td.requests()).noneMatch(RecordedRequest::isImport);
    }

    @Test
    void takesNoPartWhileItIsFrozen() throws IOException {
        client.freezeBulkImportSession(session);

        assertThatThrownBy(() -> upload("part", part(1)))
                .isInstanceOf(TDClientHttpConflictException.class)
                .hasMessageContaining("is frozen");
        assertThatThrownBy(() -> client.freezeBulkImportSession(session))
                .isInstanceOf(TDClientHttpConflictException.class);

        client.unfreezeBulkImportSession(session);
        upload("part", part(1));
        assertThat(client.listBulkImportParts(session)).containsExactly("part");
    }

    @Test
    void countsWhatIsNoPartAndNoRecord() throws IOException {
        upload("plain", "plain".getBytes(UTF_8));
        upload("cut", Bodies.gzip(new byte[] {(byte) 0x81}));
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packString("no map");
            packer.packMapHeader(1).packString("time").packString("now");
            packer.packMapHeader(1).packString("event").packString("timeless");
            packer.packMapHeader(1).packString("time").packLong(5);
            upload("mixed", Bodies.gzip(packer.toByteArray()));
        }

        client.performBulkImportSession(session);
        awaitStatus(ImportStatus.READY);

        assertThat(show())
                .extracting(
                        TDBulkImportSession::getValidParts,
                        TDBulkImportSession::getErrorParts,
                        TDBulkImportSession::getValidRecords,
                        TDBulkImportSession::getErrorRecords)
                .containsExactly(1L, 2L, 1L, 3L);
        assertThat(errorRecords()).hasSize(3).first().isEqualTo("\"no map\"");
    }

    @Test
    void listsAndDeletesSessions() {
        assertThat(client.listBulkImportSessions())
                .filteredOn(listed -> listed.getName().equals(session))
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.getDatabaseName()).isEqualTo("cameras");
                    assertThat(listed.getTableName()).isEqualTo(table);
                    assertThat(listed.getStatus()).isEqualTo(ImportStatus.UPLOADING);
                });
        assertThatThrownBy(() -> client.createBulkImportSession(session, "cameras", table))
                .isInstanceOf(TDClientHttpConflictException.class);

        client.deleteBulkImportSession(session);

        assertThatThrownBy(this::show).isInstanceOf(TDClientHttpNotFoundException.class);
        client.createBulkImportSession(session, "cameras", table);
    }

    @Test
    void refusesASessionWithAShortNameOrWithoutATable() {
        assertThatThrownBy(() -> client.createBulkImportSession("ab", "cameras", table))
                .isInstanceOfSatisfying(
                        TDClientHttpException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(422));
        assertThatThrownBy(() -> client.createBulkImportSession("homeless", "cameras", "nowhere"))
                .isInstanceOf(TDClientHttpNotFoundException.class);
    }

    @Test
    void canOnlyBeShownAndDeletedOnceItsTableIsGone() throws IOException {
        upload("part", part(1));
        client.deleteTable("cameras", table);

        assertThat(show().getStatus()).isEqualTo(ImportStatus.UPLOADING);
        assertThatThrownBy(() -> client.performBulkImportSession(session))
                .isInstanceOf(TDClientHttpNotFoundException.class);
        client.deleteBulkImportSession(session);
    }

    private static List<String> block() {
        List<String> jobs = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            jobs.add(api.submit(ApiFixture.ENDLESS));
        }
        return jobs;
    }

    private TDBulkImportSession show() {
        return client.getBulkImportSession(session);
    }

    private void awaitStatus(ImportStatus status) {
        await().atMost(ApiFixture.LONG_ENOUGH).until(() -> show().getStatus() == status);
    }

    private void upload(String part, byte[] bytes) throws IOException {
        client.uploadBulkImportPart(
                session, part, Files.write(folder.resolve("part"), bytes).toFile());
    }

    private List<String> errorRecords() {
        Function<InputStream, List<String>> reader = in -> {
            try {
                return ApiFixture.unpack(new GZIPInputStream(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return client.getBulkImportErrorRecords(session, reader);
    }

    private static byte[] part(long... times) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long time : times) {
            rows.add(Map.of("time", time));
        }
        return Bodies.of(rows);
    }

    /* Ten good records and one with nothing as a key. */
    private static byte[] partWithANilKey(long first) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            for (long number = first; number < first + 10; number++) {
                Map<String, String> texts = new LinkedHashMap<>();
                texts.put("event", "e" + number);
                texts.put("description", "d" + number);
                packer.packMapHeader(3).packString("time").packLong(1_565_830_923L + number);
                for (Map.Entry<String, String> text : texts.entrySet()) {
                    packer.packString(text.getKey()).packString(text.getValue());
                }
            }
            packer.packMapHeader(2).packString("time").packLong(1).packNil().packString("nameless");
            return Bodies.gzip(packer.toByteArray());
        }
    }
}
