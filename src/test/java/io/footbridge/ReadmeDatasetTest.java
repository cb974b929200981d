package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.footbridge.sandbox.Bridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a second dataset in README.md, as it stands there. */
class ReadmeDatasetTest {

    private static final String HEADING = "## A second dataset";
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void itIsShort() throws Exception {
        assertThat(section()).hasSizeBetween(2, 20);
        assertThat(example()).hasSizeBetween(2, 15);
    }

    @Test
    void itImportsTheFileThatItNames() throws Exception {
        String key = "doors/2019-08-15/counts.csv";
        assertThat(String.join("\n", section())).contains("`" + key + "`");
        Files.write(directory.resolve("application.properties"), example(), UTF_8);
        bridge.s3().put(Bridge.BUCKET, key, """
                door,people,counted_at
                "north, main",3,2019-08-15 10:00:00
                south,4,2019-08-15 10:05:00
                """.getBytes(UTF_8));
        bridge.export("one", LINE);

        Bridge.Answer answer = bridge.run(directory, "import", "--dataset", "doors");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(doors())
                .extracting(
                        row -> row.get("time"),
                        row -> row.get("door"),
                        row -> row.get("people"),
                        row -> row.get("source_key"))
                .containsExactlyInAnyOrder(
                        tuple(1565830800L, "north, main", 3L, key), tuple(1565831100L, "south", 4L, key));
        assertThat(bridge.s3().keys(Bridge.BUCKET, "doors/")).isEmpty();
        assertThat(bridge.waiting()).hasSize(1);

        assertThat(bridge.run(directory, "import").status()).isZero();
        assertThat(bridge.waiting()).isEmpty();
        assertThat(bridge.rows()).hasSize(1);
        assertThat(doors()).hasSize(2);
    }

    /** With its heading, up to the next one. */
    private static List<String> section() throws IOException {
        List<String> readme = Files.readAllLines(Path.of("README.md"), UTF_8);
        int heading = readme.indexOf(HEADING);
        assertThat(heading).isNotNegative();
        List<String> section = new ArrayList<>(List.of(HEADING));
        readme.stream()
                .skip(heading + 1L)
                .takeWhile(line -> !line.startsWith("#"))
                .forEach(section::add);
        return section;
    }

    private static List<String> example() throws IOException {
        return section().stream()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }

    private List<Map<String, Object>> doors() {
        List<Map<String, Object>> rows = new ArrayList<>();
        bridge.td().forEachRow(Bridge.DATABASE, "doors", rows::add);
        return rows;
    }
}
