package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several versions of one key under the failed prefix. */
class FailedVersionsTest {

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
    void anotherVersionOfAFailedKeyGoesBesideIt() throws IOException {
        String key = fail("twice", "first version, no gzip");
        String first = etag("failed/" + key);
        fail("twice", "second version, no gzip either");
        fail("twice", "first version, no gzip");

        List<String> objects =
                bridge.failed().stream().filter(name -> !name.endsWith(".json")).toList();
        assertThat(objects).hasSize(2).contains("failed/" + key);
        assertThat(etag("failed/" + key)).isEqualTo(first);
        String second = objects.stream()
                .filter(name -> !name.endsWith(".tgz"))
                .findAny()
                .orElseThrow();
        assertThat(second).isEqualTo("failed/" + key + "." + etag(second));
        for (String object : objects) {
            JsonNode sidecar = new ObjectMapper().readTree(bridge.s3().bytes(Bridge.BUCKET, object + ".error.json"));
            assertThat(sidecar.path("key").asText()).isEqualTo(key);
            assertThat(sidecar.path("etag").asText()).isEqualTo(etag(object));
        }
    }

    @Test
    void rejectsOfAnotherVersionGoBesideThoseOfTheFirstAndAllAreReplayedUnderTheirKey() {
        String key = bridge.export("mixed", line(1), line(2).replace("0.95", "much"));
        bridge.run("import");
        bridge.export("mixed", line(3), line(4), line(5).replace("0.95", "more"));
        bridge.run("import");
        bridge.export("mixed", line(3), line(4), line(5).replace("0.95", "more"));
        bridge.run("import");

        assertThat(bridge.failed()).hasSize(2).contains("failed/" + key + ".rejects.jsonl");
        bridge.set(
                "EXPORT_COLUMNS",
                "datetime:datetime,frame_index:long,uid:string,type:long,confidence:string,x:double,y:double,w:double,h:double,attributes:json");
        assertThat(bridge.run("replay").status())
                .as("one is of a version before")
                .isEqualTo(1);
        assertThat(bridge.failed()).containsExactly("failed/" + key + ".rejects.jsonl");
        assertThat(bridge.run("replay", "--even-if-imported").status()).isZero();

        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.rows())
                .allSatisfy(row -> assertThat(row).containsEntry("source_key", key))
                .extracting(row -> row.get("frame_index"))
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void whatSomebodyPutUnderTheFailedPrefixIsNotOverwritten() {
        String key = Bridge.FOLDER + "by-hand.tgz";
        bridge.s3().put(Bridge.BUCKET, "failed/" + key, "put by hand".getBytes(UTF_8));

        fail("by-hand", "no gzip");

        assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key), UTF_8))
                .isEqualTo("put by hand");
        assertThat(bridge.failed()).hasSize(3);
    }

    @Test
    void aSidecarThatAnotherProcessWritesMeanwhileStays() {
        String key = bridge.export("raced", "no gzip".getBytes(UTF_8));
        byte[] theirs = ("{\"key\":\"" + key + "\",\"etag\":\"other\",\"bucket\":\"exports\"}").getBytes(UTF_8);
        bridge.s3().onRequest((operation, name, attempt) -> {
            if (operation == S3Operation.PUT && name.endsWith(".error.json")) {
                bridge.s3().put(Bridge.BUCKET, name, theirs);
            }
            return Optional.empty();
        });

        assertThat(bridge.run("import").status()).isEqualTo(1);

        assertThat(bridge.waiting()).containsExactly(key);
        assertThat(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json"))
                .isEqualTo(theirs);
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isEqualTo(2);
        assertThat(bridge.failed())
                .contains(
                        "failed/" + key + "." + md5("no gzip"), "failed/" + key + "." + md5("no gzip") + ".error.json");
    }

    @Test
    void aVersionWhoseNameWouldBeTooLongStays() {
        String name = "n".repeat(1024 - "failed/".length() - Bridge.FOLDER.length() - ".tgz.rejects.jsonl".length());
        fail(name, "first");
        bridge.export(name, "second".getBytes(UTF_8));

        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run("import").status()).isEqualTo(1);
            assertThat(log.messages()).anyMatch(message -> message.contains("1,024 bytes"));
        }
        assertThat(bridge.waiting()).hasSize(1);
        assertThat(bridge.failed()).hasSize(2);
    }

    @Test
    void keysThatEndLikeVersionsAreReplayedUnderTheirOwnNames() {
        for (String name : List.of("a.tgz.error.json", "a.tgz.rejects.jsonl", "a.tgz." + md5("x"))) {
            bridge.export(name, line(1), "rubbish".repeat(2));
        }
        bridge.export("a", line(2), "rubbish");
        bridge.run("import");
        bridge.set("EXPORT_COLUMNS", "datetime:datetime");
        bridge.run("replay");

        assertThat(Stream.of("a.tgz.error.json.tgz", "a.tgz.rejects.jsonl.tgz", "a.tgz." + md5("x") + ".tgz", "a.tgz"))
                .allSatisfy(name ->
                        assertThat(bridge.failed()).contains("failed/" + Bridge.FOLDER + name + ".rejects.jsonl"));
        assertThat(bridge.failed()).hasSize(4);
    }

    private String fail(String name, String content) {
        String key = bridge.export(name, content.getBytes(UTF_8));
        Bridge.Answer answer = bridge.run("import");
        assertThat(answer.status()).as(answer.err()).isEqualTo(2);
        return key;
    }

    private String etag(String key) {
        return bridge.s3().etag(Bridge.BUCKET, key).replace("\"", "");
    }

    private String md5(String content) {
        bridge.s3().put("scratch", "content", content.getBytes(UTF_8));
        return bridge.s3().etag("scratch", "content").replace("\"", "");
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
