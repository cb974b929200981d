package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Expressions;
import io.footbridge.sandbox.Tripwire;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Request;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Names of objects that look like something to be evaluated, through the real import and the real replay. */
class HostileKeysTest {

    private static final int OBJECTS = 500;
    private static final String LONG_LINES = "ARCHIVE_MAX_LINE_BYTES";

    @TempDir
    private Path folder;

    private Bridge bridge;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Appender<ILoggingEvent> console = root().getAppender("stderr");

    /** What becomes of an object. */
    private enum Kind {
        GOOD,
        WITH_A_REJECT,
        BROKEN,
        FAILS_UNTIL_REPLAYED;

        static Kind of(int number) {
            return values()[number % values().length];
        }

        byte[] archive(int number) {
            String line = "2019-08-15 01:02:03\t" + number + "\t42\t1\t0.95\t1\t2\t3\t4\t";
            return switch (this) {
                case GOOD -> tsv(line + "{}\n");
                case WITH_A_REJECT -> tsv(line + "{}\nrubbish\n");
                case BROKEN -> "no gzip".getBytes(UTF_8);
                case FAILS_UNTIL_REPLAYED -> tsv(line + "{\"pad\": \"" + "x".repeat(2000) + "\"}\n");
            };
        }

        private static byte[] tsv(String lines) {
            return Archives.tgz(Map.of("data.tsv", lines));
        }
    }

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("LOG_LEVEL", "INFO");
        log.start();
        root().addAppender(log);
        root().detachAppender(console); // Nobody wants to read a thousand lines.
        System.clearProperty(Expressions.MARKER_PROPERTY);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        root().addAppender(console);
        bridge.close();
    }

    @Test
    void nothingIsEvaluatedAndEachObjectEndsUnderItsLiteralKey() throws IOException {
        List<String> keys = keys();
        for (int i = 0; i < OBJECTS; i++) {
            bridge.s3().put(Bridge.BUCKET, keys.get(i), Kind.of(i).archive(i));
        }

        Bridge.Answer imported = bridge.set(LONG_LINES, "1024").run("import");

        assertNothingWasRun();
        assertThat(bridge.waiting()).isEmpty();
        assertThat(imported.status()).as(imported.err()).isEqualTo(2);
        assertThat(imported.out()).contains("250 imported, 0 empty, 250 failed, 0 gone, 0 deferred, 0 ignored");
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/"))
                .containsExactlyInAnyOrderElementsOf(under("imported/", keys, Kind.GOOD, Kind.WITH_A_REJECT));
        assertThat(failedObjects())
                .containsExactlyInAnyOrderElementsOf(under("failed/", keys, Kind.BROKEN, Kind.FAILS_UNTIL_REPLAYED));
        for (String key : under("", keys, Kind.BROKEN, Kind.FAILS_UNTIL_REPLAYED)) {
            assertThat(sidecar(key).get("key").asText()).isEqualTo(key);
        }

        bridge.set(LONG_LINES, "").run("replay");

        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/"))
                .containsExactlyInAnyOrderElementsOf(
                        under("imported/", keys, Kind.GOOD, Kind.WITH_A_REJECT, Kind.FAILS_UNTIL_REPLAYED));
        assertThat(failedObjects()).containsExactlyInAnyOrderElementsOf(under("failed/", keys, Kind.BROKEN));
        assertThat(bridge.failed().stream().filter(key -> key.endsWith(".rejects.jsonl")))
                .containsExactlyInAnyOrderElementsOf(under("failed/", keys, Kind.WITH_A_REJECT).stream()
                        .map(key -> key + ".rejects.jsonl")
                        .toList());
        for (String key : under("", keys, Kind.BROKEN)) {
            assertThat(sidecar(key).get("key").asText()).isEqualTo(key);
            assertThat(sidecar(key).get("attempts").asInt()).isEqualTo(2);
        }
        assertRowsNameTheirObjects(keys);
        assertOnlyLiteralKeysWereAskedFor(keys);
        assertNothingWasRun();
    }

    @Test
    void aReportShowsLabelsAndCamerasAsTheyAre() {
        String code = "${bean:type:io.footbridge.sandbox.Tripwire?method=trip}";
        String line = "2019-08-15 01:02:03.000\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"" + code
                + "\", \"AgeConf\": 0.98, \"Gender\": \"{{env:PATH}}\", \"GenderConf\": 0.97}\n";
        bridge.s3()
                .put(
                        Bridge.BUCKET,
                        ScorerCloud.PREFIX + code + "/2019-08-15/texts/a.tgz",
                        Archives.tgz(Map.of("data.tsv", line)));
        assertThat(bridge.run("import").status()).isZero();

        Bridge.Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).as(answer.err()).isZero();
        for (String file : List.of("csv", "html")) {
            assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, "reports/2019-08-15/visitors." + file), UTF_8))
                    .contains("bean:type:io.footbridge.sandbox.Tripwire?method")
                    .contains("{{env:PATH}}")
                    .doesNotContain(System.getenv("PATH"));
        }
        assertNothingWasRun();
    }

    private void assertRowsNameTheirObjects(List<String> keys) {
        Map<Object, String> expected = new HashMap<>();
        for (int i = 0; i < OBJECTS; i++) {
            if (Kind.of(i) != Kind.BROKEN) {
                expected.put((long) i, keys.get(i));
            }
        }
        Map<Object, String> actual = new HashMap<>();
        bridge.rows().forEach(row -> {
            String key = (String) row.get("source_key");
            String[] parts = key.split("/", -1);
            assertThat(row).containsEntry("device_id", parts[parts.length - 4]);
            assertThat(actual.put(row.get("frame_index"), key)).isNull();
        });
        assertThat(actual).isEqualTo(expected);
    }

    private void assertOnlyLiteralKeysWereAskedFor(List<String> keys) {
        TreeSet<String> asked = new TreeSet<>();
        bridge.s3().requests().stream().map(S3Request::key).forEach(asked::add);
        keys.forEach(key -> {
            asked.remove(key);
            asked.remove("imported/" + key);
            asked.remove("failed/" + key);
            asked.remove("failed/" + key + ".error.json");
            asked.remove("failed/" + key + ".rejects.jsonl");
        });
        assertThat(asked)
                .containsExactly(
                        ScorerCloud.PREFIX,
                        "failed/",
                        "failed/.footbridge/fingerprint",
                        Bridge.NOTE,
                        "imported/" + ScorerCloud.PREFIX);
    }

    private void assertNothingWasRun() {
        assertThat(Tripwire.trips()).as("expressions that were run").isZero();
        assertThat(Path.of(Expressions.MARKER_FILE)).doesNotExist();
        assertThat(System.getProperty(Expressions.MARKER_PROPERTY)).isNull();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains(System.getenv("PATH")))
                .noneMatch(message -> message.contains(System.getProperty("java.home")));
    }

    /** The expressions in turn as the device, the date and the file's name. */
    private static List<String> keys() {
        List<String> expressions = Expressions.all();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            String expression = expressions.get(i % expressions.size());
            keys.add(ScorerCloud.PREFIX
                    + switch (i / 4 % 3) {
                        case 0 -> expression + "/2019-08-15/texts/" + i + ".tgz";
                        case 1 -> Bridge.DEVICE + "/" + expression + "/texts/" + i + ".tgz";
                        default -> Bridge.DEVICE + "/2019-08-15/texts/" + expression + i + ".tgz";
                    });
        }
        return keys;
    }

    private static List<String> under(String prefix, List<String> keys, Kind... kinds) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (List.of(kinds).contains(Kind.of(i))) {
                found.add(prefix + keys.get(i));
            }
        }
        return found;
    }

    private List<String> failedObjects() {
        Stream<String> failed = bridge.failed().stream();
        return failed.filter(key -> key.endsWith(".tgz")).toList();
    }

    private JsonNode sidecar(String key) throws IOException {
        return new ObjectMapper().readTree(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json"));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
