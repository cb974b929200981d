package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a version left behind whose ids were made of the ETag and the settings. */
class EarlierVersionTest {

    private static final String KEY = Bridge.FOLDER + "earlier.tgz";

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
    void whatItsSidecarCallsAcceptedIsNotSentAgain() {
        bridge.s3().put(Bridge.BUCKET, "failed/" + KEY, Archives.tgz(Map.of("data.tsv", lines(6))));
        bridge.s3().put(Bridge.BUCKET, "failed/" + KEY + ".error.json", """
                {"bucket":"exports","key":"%s","etag":"0123456789abcdef0123456789abcdef","size":321,
                "reason":"too-many-rejects","message":"it has more than 0 bad lines","entry":"data.tsv","line":4,
                "failed_at":"2026-11-24T01:02:03Z","attempts":1,"fingerprint":"8d969eef6ecad3c29a3a629280e686cf",
                "accepted_batches":1,"accepted_rows":2,"accepted_lines":3,"rejected_lines":[2],"first_rejects":[]}
                """.formatted(KEY)
                .getBytes(UTF_8));

        Bridge.Answer replayed = bridge.run("replay");

        assertThat(replayed.status()).as(replayed.out() + replayed.err()).isZero();
        assertThat(bridge.rows().stream().map(row -> row.get("frame_index")))
                .as("line 2 had been rejected, and may be good by now")
                .containsExactlyInAnyOrder(2L, 4L, 5L, 6L);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/Analyzed")).isEmpty();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/")).containsExactly("imported/" + KEY);
    }

    @Test
    void itsRejectedLinesAreReplayedUnderTheKeyThatTheirFileIsCalledAfter() {
        bridge.s3().put(Bridge.BUCKET, "failed/" + KEY + ".rejects.jsonl", """
                {"entry":"data.tsv","line":7,"reason":"column x is not a number","raw":"%s"}
                """.formatted(
                        line(7).replace("\t", "\\t").replace("\"", "\\\""))
                .getBytes(UTF_8));

        Bridge.Answer replayed = bridge.run("replay");

        assertThat(replayed.status()).as(replayed.out() + replayed.err()).isZero();
        assertThat(bridge.rows())
                .singleElement()
                .satisfies(
                        row -> assertThat(row).containsEntry("source_key", KEY).containsEntry("source_line", 7L));
        assertThat(bridge.failed()).isEmpty();
    }

    @Test
    void theFirstStartSaysThatIdsHaveChanged() {
        bridge.export("one", line(1));
        bridge.s3()
                .put(
                        Bridge.BUCKET,
                        "failed/.footbridge/fingerprint",
                        "8d969eef6ecad3c29a3a629280e686cf".getBytes(UTF_8));

        try (WarnLog log = new WarnLog()) {
            bridge.run("import");
            assertThat(log.messages()).singleElement().asString().contains("a version that made other ids");
        }
        try (WarnLog log = new WarnLog()) {
            bridge.run("import");
            assertThat(log.messages()).isEmpty();
        }
    }

    private static String lines(int count) {
        return String.join(
                        "\n",
                        IntStream.rangeClosed(1, count)
                                .mapToObj(EarlierVersionTest::line)
                                .toList())
                + "\n";
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03.456\t%d\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}".formatted(frame);
    }
}
