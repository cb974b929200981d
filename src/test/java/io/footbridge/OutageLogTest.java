package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.LogCapture;
import io.footbridge.sandbox.td.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says while Treasure Data takes no imports. */
class OutageLogTest {

    private static final int OBJECTS = 12;
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("LOG_LEVEL", "INFO").set("TD_RETRY_SECONDS", "20");
        for (int i = 0; i < OBJECTS; i++) {
            bridge.export("o" + i, LINE);
        }
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void anOutageHasALineAtItsStartAndOneAtItsEndHoweverManyBatchesWait() {
        Map<String, Integer> failures = new ConcurrentHashMap<>();
        bridge.td()
                .onRequest((method, path, number) ->
                        method.equals("PUT") && (failures.merge(path, 1, Integer::sum) < 3 || failures.size() < OBJECTS)
                                ? Fault.status(503)
                                : Fault.none());

        List<String> log = imported();

        assertThat(about(log, "Treasure Data takes no imports for now (td-unavailable): Treasure Data answers 503"))
                .hasSize(1);
        assertThat(about(log, "Treasure Data takes imports again"))
                .singleElement()
                .asString()
                .containsPattern("after [\\d.]+ s; 12 batches waited, 0 given up");
        assertThat(log.stream().filter(entry -> entry.contains("batch") && !entry.contains(" imported ")))
                .as("nothing for each attempt")
                .hasSize(2);
    }

    @Test
    void throttlingIsAnOutageToo() {
        Set<String> throttled = ConcurrentHashMap.newKeySet();
        bridge.td()
                .onRequest((method, path, number) ->
                        method.equals("PUT") && (throttled.add(path) || throttled.size() < OBJECTS)
                                ? Fault.status(429)
                                : Fault.none());

        List<String> log = imported();

        assertThat(about(log, "Treasure Data takes no imports for now (td-throttled)"))
                .hasSize(1);
        assertThat(about(log, "12 batches waited")).hasSize(1);
    }

    private List<String> imported() {
        try (LogCapture log = LogCapture.alone()) {
            assertThat(bridge.run("import").out()).contains(OBJECTS + " imported");
            return log.entries().stream()
                    .filter(entry -> entry.contains(" io.footbridge.") && !entry.startsWith("DEBUG"))
                    .toList();
        }
    }

    private static List<String> about(List<String> log, String text) {
        return log.stream().filter(entry -> entry.contains(text)).toList();
    }
}
