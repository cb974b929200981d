package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large for Treasure Data goes in halves. */
class TooLargeTest {

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
        bridge.export("first", line(0)); // Makes the table, so that what follows is one PUT each.
        bridge.run("import");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aBatchThatIsTooLargeGoesInHalvesAndTheirHalves() {
        bridge.td().onRequest(new Verdicts(413, 413, 200, 200, 200));
        bridge.export("large", lines(8));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("1 imported", "rows: 8 imported");
        assertFramesOnce(8);
        assertThat(bridge.td().imports()).isEqualTo(1 + 3);
        assertThat(bridge.failed()).isEmpty();
    }

    @Test
    void aBatchThatMayHaveBeenStoredIsNotHalved() throws IOException {
        AtomicInteger imports = new AtomicInteger();
        bridge.td().onRequest((method, path, number) -> {
            if (!path.startsWith("/v3/table/import")) {
                return Fault.none();
            }
            return imports.getAndIncrement() == 0 ? Fault.commitThenDrop() : Fault.status(413);
        });
        String key = bridge.export("large", lines(8));

        assertThat(bridge.run("import").status()).isEqualTo(2);

        JsonNode sidecar =
                new ObjectMapper().readTree(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json"));
        assertThat(sidecar.path("message").asText()).contains("its rows may be there already");
        assertFramesOnce(8);
    }

    @Test
    void onlyOneRowThatIsTooLargeFailsTheObjectAndItsLineIsNamed() throws IOException {
        bridge.td().onRequest(new Verdicts(413, 200, 413, 200, 413));
        String key = bridge.export("large", lines(4));

        assertThat(bridge.run("import").status()).isEqualTo(2);

        JsonNode sidecar =
                new ObjectMapper().readTree(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json"));
        assertThat(sidecar.path("reason").asText()).isEqualTo("td-too-large");
        assertThat(sidecar.path("entry").asText()).isEqualTo("data.tsv");
        assertThat(sidecar.path("line").asLong()).isEqualTo(4);
        assertThat(sidecar.path("accepted_batches").asInt()).isEqualTo(2);
        assertThat(sidecar.path("accepted_rows").asLong()).isEqualTo(3);
        assertThat(sidecar.path("accepted_lines").asLong()).isEqualTo(3);
        assertFramesOnce(3);

        bridge.td().onRequest(Faults.none());
        assertThat(bridge.run("replay").status()).isZero();
        assertFramesOnce(4);
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void linesThatWereRejectedAreCountedOnTheWay() throws IOException {
        bridge.td().onRequest(new Verdicts(413, 200, 422));
        String key = bridge.export("large", line(1), "bad", line(2), "bad", "", line(3), line(4));

        assertThat(bridge.run("import").status()).isEqualTo(2);

        JsonNode sidecar =
                new ObjectMapper().readTree(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json"));
        assertThat(sidecar.path("accepted_lines").asLong()).isEqualTo(4);
        assertThat(sidecar.path("accepted_rows").asLong()).isEqualTo(2);
        bridge.td().onRequest(Faults.none());
        bridge.run("replay");
        assertFramesOnce(4);
    }

    @Test
    void aRepeatGoesTheSameWayUnderTheSameIds() {
        bridge.set("TD_RETRY_SECONDS", "0");
        Verdicts verdicts = new Verdicts(413, 200, 503);
        bridge.td().onRequest(verdicts);
        bridge.export("large", lines(5));
        assertThat(bridge.run("import").status()).isEqualTo(1);
        List<String> before = List.copyOf(verdicts.ids);
        verdicts.ids.clear();
        verdicts.known.values().remove(503);

        assertThat(bridge.run("import").status()).isZero();

        assertThat(verdicts.ids).isEqualTo(before);
        assertThat(bridge.td().repeats()).isEqualTo(1);
        assertThat(bridge.td().differingRepeats()).isZero();
        assertFramesOnce(5);
    }

    @Test
    void aTroubleWithAHalfIsTriedAgainForThatHalfAlone() {
        bridge.td().onRequest(new Verdicts(413, 200, 503, 200));
        bridge.export("large", lines(4));

        assertThat(bridge.run("import").status()).isZero();

        assertFramesOnce(4);
        assertThat(bridge.td().repeats()).isZero();
    }

    private void assertFramesOnce(int count) {
        assertThat(bridge.rows())
                .extracting(row -> row.get("frame_index"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, count)
                        .mapToObj(frame -> (long) frame)
                        .toList());
    }

    private static String[] lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(TooLargeTest::line).toArray(String[]::new);
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }

    /** Answers the ids with these statuses in the order in which they come, 413 whenever one of those comes again. */
    private static final class Verdicts implements Faults {

        private final int[] statuses;
        private final Map<String, Integer> known = new HashMap<>();
        private final List<String> ids = new ArrayList<>();
        private int next;

        Verdicts(int... statuses) {
            this.statuses = statuses;
        }

        @Override
        public synchronized Fault on(String method, String path, int number) {
            if (!method.equals("PUT")) {
                return Fault.none();
            }
            String id = path.split("/", -1)[6];
            ids.add(id);
            int status = known.getOrDefault(id, 0) == 413 ? 413 : next < statuses.length ? statuses[next++] : 200;
            known.put(id, status);
            return status == 200 ? Fault.none() : Fault.status(status);
        }
    }
}
