package io.footbridge.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.otlp.Collector;
import io.footbridge.sandbox.otlp.Span;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The traces that a collector gets. */
@Timeout(120)
class TracingTest {

    private static final int OBJECTS = 3;
    private static final int LINES = 2_000;

    @TempDir
    private Path folder;

    private Bridge bridge;
    private Collector collector;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
        collector = Collector.start();
        for (int i = 0; i < OBJECTS; i++) {
            bridge.export("o" + i, Collections.nCopies(LINES, line()).toArray(String[]::new));
        }
    }

    @AfterEach
    void stop() {
        collector.close();
        bridge.close();
    }

    @Test
    void anObjectIsATraceWithASpanARouteAndNoneARow() {
        bridge.set("TRACING_ENDPOINT", collector.endpoint().toString());

        assertThat(bridge.run("import").status()).isZero();

        List<Span> spans = collector.spans();
        assertThat(bridge.rows()).hasSize(OBJECTS * LINES);
        assertThat(spans.stream().map(Span::traceId).distinct()).hasSize(OBJECTS);
        assertThat(received(spans, "poll")).hasSize(OBJECTS);
        assertThat(received(spans, "file")).hasSize(OBJECTS);
        assertThat(received(spans, "post")).hasSize(OBJECTS);
        assertThat(received(spans, "file"))
                .extracting(span -> span.attributes().get("aws.s3.key"))
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).startsWith(Bridge.FOLDER));
        assertThat(spans.size()).as("spans").isLessThan(OBJECTS * 40);
    }

    @Test
    void noSpanShowsASecret() {
        bridge.set("TRACING_ENDPOINT", collector.endpoint().toString());

        assertThat(bridge.run("import").status()).isZero();

        String digits = TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1);
        assertThat(collector.spans())
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain(digits, "strict-secret"));
    }

    @Test
    void withoutTheSettingNothingIsSent() {
        assertThat(bridge.run("import").status()).isZero();

        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void aCollectorThatIsDownHoldsNothingUp() {
        String endpoint = collector.endpoint().toString();
        collector.close();
        bridge.set("TRACING_ENDPOINT", endpoint);

        assertThat(bridge.run("import").status()).isZero();
        assertThat(bridge.rows()).hasSize(OBJECTS * LINES);
    }

    private static List<Span> received(List<Span> spans, String route) {
        return spans.stream()
                .filter(span -> "EVENT_RECEIVED".equals(span.attributes().get("op"))
                        && route.equals(span.attributes().get("camel.route.id")))
                .toList();
    }

    private static String line() {
        return "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
