package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.row.BadLine;
import io.footbridge.sandbox.Bridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step of an operator that leaves maps which are no rows of ours, and refuses one: each is still of its line. */
class OtherMapStepTest {

    private static final String BEAN = """
            - beans:
                - name: other-maps
                  type: %s
            """.formatted(OtherMaps.class.getName());

    private static final String LINE_TO_ROW = "                        ref: line-to-row\n";
    private static final String STEP = """
                                - process:
                                    id: %s
                                    ref: other-maps
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path directory;

    private Bridge bridge;

    /** Puts a plain map in the place of a row, and refuses the map of frame 2. */
    public static final class OtherMaps implements Processor {

        @Override
        public void process(Exchange exchange) {
            Map<?, ?> row = exchange.getIn().getBody(Map.class);
            if (!(row instanceof HashMap)) {
                exchange.getIn().setBody(new HashMap<>(row));
            } else if (row.get("frame_index").equals(2L)) {
                throw new BadLine("frame 2 is refused");
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder).set("BATCH_MAX_RECORDS", "2");
        Path file = RouteFiles.copyTo(directory).resolve("file.camel.yaml");
        String routes = Files.readString(file);
        assertThat(routes).contains(LINE_TO_ROW);
        Files.writeString(
                file,
                BEAN + routes.replace(LINE_TO_ROW, LINE_TO_ROW + STEP.formatted("replace") + STEP.formatted("refuse")));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void everyMapIsOfItsLine() throws IOException {
        String key = bridge.export("one", line(1), line(2), line(3), line(4), line(5));

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.out()).as(answer.err()).contains("1 imported", "rows: 4 imported, 1 rejected");
        assertThat(bridge.rows()).extracting(row -> row.get("frame_index")).containsExactlyInAnyOrder(1L, 3L, 4L, 5L);
        assertThat(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".rejects.jsonl"))
                .asString(UTF_8)
                .contains("\"line\":2,", "frame 2 is refused");
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{}";
    }
}
