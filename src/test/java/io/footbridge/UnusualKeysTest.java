package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that S3 allows and that nobody expects. */
class UnusualKeysTest {

    private static final List<String> NAMES = List.of(
            "\u0001",
            "a\u000bb",
            "\u001f",
            "tab\there",
            "line\nfeed",
            "carriage\rreturn",
            "\u007f",
            "\u0085",
            "\ufffe",
            "a+b %2B %zz c",
            "<&\"'>",
            "\u202egzt.",
            "ゲスト",
            "\ud83d\ude00");

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
    void aKeyThatIsNoXmlHidesNoOtherAndIsImportedItself() {
        List<String> keys = new ArrayList<>();
        for (String name : NAMES) {
            keys.add(bridge.export(name, line()));
        }
        String broken = bridge.export("\u0002broken", "no gzip".getBytes(UTF_8));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains(NAMES.size() + " imported, 0 empty, 1 failed, 0 gone, 0 deferred");
        assertThat(bridge.waiting()).isEmpty();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/"))
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(key -> "imported/" + key).toList());
        assertThat(bridge.rows()).extracting(row -> row.get("source_key")).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(bridge.failed()).containsExactly("failed/" + broken, "failed/" + broken + ".error.json");

        assertThat(bridge.run("replay").out()).contains("0 imported, 0 empty, 1 failed");
        assertThat(bridge.failed()).containsExactly("failed/" + broken, "failed/" + broken + ".error.json");
    }

    @Test
    void suffixesMayBeInCapitals() {
        String key = Bridge.FOLDER + "CAMERA.TGZ";
        bridge.s3().put(Bridge.BUCKET, key, Archives.tgz(Map.of("DAY.TSV", line() + "\n", "day.Tsv", line() + "\n")));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.out()).contains("1 imported, 0 empty", "0 ignored; rows: 2 imported");
        assertThat(bridge.rows())
                .extracting(row -> row.get("source_entry"))
                .containsExactlyInAnyOrder("DAY.TSV", "day.Tsv");
        assertThat(bridge.rows()).allSatisfy(row -> assertThat(row).containsEntry("device_id", Bridge.DEVICE));
    }

    private static String line() {
        return "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
