package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.archive.BrokenArchives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was dead-lettered, taken through the routes again. */
class ReplayTest {

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aFailedObjectComesBackUnderTheIdsOfTheOriginal() {
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(400)));
        String key = bridge.export("refused", line(1), line(2));
        assertThat(bridge.run("import").status()).isEqualTo(2);
        assertThat(bridge.rows()).isEmpty();

        assertThat(bridge.run("replay").status()).isZero();

        assertThat(bridge.rows()).hasSize(2).allSatisfy(row -> assertThat(row).containsEntry("source_key", key));
        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/")).containsExactly("imported/" + key);

        bridge.export("refused", line(1), line(2));
        bridge.run("import");
        assertThat(bridge.td().repeats())
                .as("the same content under the same key has the same id")
                .isEqualTo(1);
    }

    @Test
    void batchesThatWereAcceptedBeforeAreNotSentAgain() {
        bridge.set("BATCH_MAX_RECORDS", "2");
        bridge.td().onRequest(new Faults() {
            private int imports;

            @Override
            public synchronized Fault on(String method, String path, int number) {
                // The first PUT finds no table and is sent again; so the third batch is the fourth.
                return method.equals("PUT") && ++imports == 4 ? Fault.status(422) : Fault.none();
            }
        });
        bridge.export("half", line(1), line(2), "bad", line(4), line(5), line(6), line(7));
        assertThat(bridge.run("import").status()).isEqualTo(2);
        long accepted = bridge.td().imports();
        assertThat(bridge.rows()).hasSize(3);

        bridge.set("BATCH_MAX_RECORDS", "3");
        assertThat(bridge.run("replay").status()).as("a line is still bad").isEqualTo(2);

        assertThat(bridge.rows())
                .extracting(row -> row.get("frame_index"))
                .containsExactlyInAnyOrder(1L, 2L, 4L, 5L, 6L, 7L);
        assertThat(accepted).isEqualTo(2);
        assertThat(bridge.failed()).singleElement().asString().endsWith(".rejects.jsonl");
    }

    @Test
    void anObjectThatIsStillBadStaysAndItsSidecarCounts() throws IOException {
        String key = bridge.export("broken", "no gzip".getBytes(UTF_8));
        bridge.run("import");
        assertThat(sidecar(key).get("attempts").asInt()).isEqualTo(1);

        assertThat(bridge.run("replay").status()).isEqualTo(2);

        assertThat(sidecar(key).get("attempts").asInt()).isEqualTo(2);
        assertThat(sidecar(key).get("key").asText()).isEqualTo(key);
        assertThat(bridge.failed()).containsExactly("failed/" + key, "failed/" + key + ".error.json");
    }

    @Test
    void rejectedLinesComeBackOnceTheColumnsAreMended() throws IOException {
        String key = bridge.export("mixed", line(1), "2019-08-15 01:02:03\tx\t42\t1\t0.95\t1\t2\t3\t4\t{}", "rubbish");
        assertThat(bridge.run("import").status()).isEqualTo(2);
        assertThat(bridge.rows()).hasSize(1);

        bridge.set(
                "EXPORT_COLUMNS",
                "datetime:datetime,frame_index:string,uid:string,type:long,confidence:double,x:double,y:double,w:double,h:double,attributes:json");
        assertThat(bridge.run("replay").status()).isEqualTo(2);

        assertThat(bridge.rows())
                .hasSize(2)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("frame_index", "x")
                        .containsEntry("source_key", key)
                        .containsEntry("source_line", 2L)
                        .containsEntry("device_id", Bridge.DEVICE));
        assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".rejects.jsonl"), UTF_8))
                .contains("rubbish")
                .doesNotContain("\\tx\\t");

        bridge.set("EXPORT_COLUMNS", "datetime:datetime");
        assertThat(bridge.run("replay").status()).isEqualTo(2);
        assertThat(bridge.rows()).hasSize(2);
    }

    @Test
    void aFileOfRejectsGoesOnceEveryLineIsThrough() {
        String key = bridge.export("late", line(1), line(2).replace("0.95", "much"));
        bridge.run("import");
        assertThat(bridge.failed()).containsExactly("failed/" + key + ".rejects.jsonl");

        bridge.set(
                "EXPORT_COLUMNS",
                "datetime:datetime,frame_index:long,uid:string,type:long,confidence:string,x:double,y:double,w:double,h:double,attributes:json");
        assertThat(bridge.run("replay").status()).isZero();

        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.rows()).hasSize(2);
        assertThat(bridge.run("replay").out()).contains("0 imported");
    }

    @Test
    void aTargetInTroubleLeavesWhatIsUnderTheFailedPrefix() {
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(400)));
        bridge.export("refused", line(1));
        bridge.run("import");
        List<String> before = bridge.failed();
        bridge.td().onRequest(Faults.onImport(Fault.status(503)));
        bridge.set("TD_RETRY_SECONDS", "1");

        assertThat(bridge.run("replay").status()).isEqualTo(1);

        assertThat(bridge.failed()).isEqualTo(before);
    }

    @Test
    void nothingIsDeletedThatCouldNotBeCopied() {
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(400)));
        bridge.export("refused", line(1));
        bridge.run("import");
        List<String> before = bridge.failed();
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.COPY ? Optional.of(S3Fault.internalError()) : Optional.empty());

        assertThat(bridge.run("replay").status()).isEqualTo(1);
        assertThat(bridge.failed()).isEqualTo(before);

        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("replay").status()).isZero();
        assertThat(bridge.rows()).hasSize(1);
        assertThat(bridge.failed()).isEmpty();
    }

    @Test
    void aDryRunShowsAndTouchesNothing() {
        String key = bridge.export("broken", "no gzip".getBytes(UTF_8));
        bridge.export("mixed", line(1), "rubbish");
        bridge.run("import");
        List<String> before = bridge.failed();

        Bridge.Answer all = bridge.run("replay", "--dry-run");
        Bridge.Answer gzip = bridge.run("replay", "--dry-run", "--reason", "corrupt-gzip");
        Bridge.Answer none = bridge.run("replay", "--dry-run", "--prefix", "elsewhere/");

        assertThat(all.out()).contains(key, "corrupt-gzip", "rejected-lines", "2 to replay");
        assertThat(gzip.out()).contains(key, "1 to replay").doesNotContain("rejected-lines");
        assertThat(none.out()).contains("0 to replay");
        assertThat(bridge.failed()).isEqualTo(before);
        assertThat(bridge.rows()).hasSize(1);
    }

    @Test
    void anObjectWithoutASidecarIsReplayedOnlyWhenItIsNamed() {
        String key = Bridge.FOLDER + "lonely.tgz";
        bridge.s3().put(Bridge.BUCKET, "failed/" + key, Archives.tgz(Map.of("data.tsv", line(1) + "\n")));

        assertThat(bridge.run("replay").out()).contains("0 imported");
        assertThat(bridge.rows()).isEmpty();
        assertThat(bridge.run("replay", "--prefix", key).out()).contains("1 imported");

        assertThat(bridge.rows()).hasSize(1);
        assertThat(bridge.failed()).isEmpty();
    }

    @Test
    void replayingEveryBrokenArchiveTwiceChangesNothing() {
        BrokenArchives.all().forEach((name, bytes) -> bridge.export(name, bytes));
        assertThat(bridge.run("import").status()).isEqualTo(2);
        int rows = bridge.rows().size();

        bridge.run("replay");
        List<String> after = bridge.failed();
        bridge.run("replay");

        assertThat(bridge.rows()).hasSize(rows);
        assertThat(bridge.failed()).isEqualTo(after);
        assertThat(bridge.td().differingRepeats()).isZero();
    }

    private JsonNode sidecar(String key) throws IOException {
        return new ObjectMapper().readTree(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json"));
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
