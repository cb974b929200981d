package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The diffs in README.md, applied line for line to a copy of the routes. */
class ReadmeEditsTest {

    private static final int ADD_A_STEP = 0;
    private static final int DROP_A_COLUMN = 1;
    private static final int ADD_A_TABLE = 2;
    private static final int SAY_WHY = 3;

    private static final String COPY = "sense_video_copy";

    private static final Pattern BLOCK = Pattern.compile("^```diff\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FILE = Pattern.compile("--- (routes/[a-z-]+\\.camel\\.yaml)");

    @TempDir
    private Path directory;

    @TempDir
    private Path folder;

    private Bridge bridge;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("BATCH_MAX_RECORDS", "2");
        RouteFiles.copyTo(directory);
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        bridge.close();
    }

    @Test
    void aStepLogsEveryBatch() throws Exception {
        bridge.set("LOG_LEVEL", "INFO");
        String key = bridge.export("one", line(1), line(2), line(3));
        apply(ADD_A_STEP);

        importAll();

        assertThat(batchesLogged(key)).hasSize(2);
        assertThat(bridge.rows()).hasSize(3);
    }

    @Test
    void aColumnIsDropped() throws Exception {
        bridge.export("one", line(1), line(2), line(3));
        apply(DROP_A_COLUMN);

        importAll();

        assertThat(bridge.rows())
                .hasSize(3)
                .allSatisfy(
                        row -> assertThat(row).doesNotContainKey("confidence").containsEntry("uid", "42"));
    }

    @Test
    void aReportWithoutAColumnThatItNeedsIsAMistake() throws Exception {
        bridge.export("one", line(1), line(2), line(3));
        apply(DROP_A_COLUMN);
        importAll();

        Bridge.Answer answer = bridge.set("REPORT_TIME_ZONE", "UTC").run(directory, "report", "--date", "2019-08-15");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("footbridge: no row of 2019-08-15 has a value in confidence, which sql/visitors.sql needs:"
                        + " look for a route that leaves it out; no report was published");
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    @Test
    void aDayBeforeWithoutAColumnThatTheReportNeedsHasNoData() throws Exception {
        bridge.s3()
                .put(
                        Bridge.BUCKET,
                        Bridge.FOLDER.replace("2019-08-15", "2019-08-14") + "one.tgz",
                        Archives.tgz(Map.of("data.tsv", line(1).replace("2019-08-15", "2019-08-14") + "\n")));
        apply(DROP_A_COLUMN);
        importAll();
        bridge.export("two", line(1));
        assertThat(bridge.run("import").status()).isZero();

        Bridge.Answer answer = bridge.set("REPORT_TIME_ZONE", "UTC").run("report", "--date", "2019-08-15");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("No data on the day before.\nVisitors: 1; the day before: no data.\n");
    }

    @Test
    void aColumnIsPutIn() throws Exception {
        bridge.export("one", line(1), line(2), line(3));
        apply(DROP_A_COLUMN);
        Path file = directory.resolve("routes/file.camel.yaml");
        assertThat(Files.readString(Path.of("README.md"), UTF_8)).contains("${body.with('shop', 'Ginza')}");
        Files.writeString(
                file,
                Files.readString(file, UTF_8).replace("body.without('confidence')", "body.with('shop', 'Ginza')"),
                UTF_8);

        importAll();

        assertThat(bridge.rows())
                .hasSize(3)
                .allSatisfy(
                        row -> assertThat(row).containsEntry("shop", "Ginza").containsEntry("uid", "42"));
    }

    @Test
    void aStepSaysWhyAnObjectFailed() throws Exception {
        byte[] archive = Archives.tgz(Map.of("data.tsv", line(1) + "\n"));
        String broken = bridge.export("broken", Arrays.copyOf(archive, archive.length - 12));
        String poor = bridge.export("poor", "no line of ours");
        apply(SAY_WHY);

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).as(answer.err()).isEqualTo(2);
        assertThat(said(".tgz is bad: "))
                .hasSize(2)
                .anySatisfy(said -> assertThat(said).startsWith(broken + " is bad: corrupt-gzip: the gzip is broken"))
                .anySatisfy(said -> assertThat(said)
                        .startsWith(poor + " is bad: no-good-line: ")
                        .endsWith(", in data.tsv line 1"));
    }

    @Test
    void aSecondTableGetsTheSameRows() throws Exception {
        bridge.export("one", line(1), line(2), line(3));
        bridge.export("two", line(4));
        apply(ADD_A_TABLE);

        importAll();

        assertThat(bridge.rows()).hasSize(4);
        assertThat(copied()).containsExactlyInAnyOrderElementsOf(bridge.rows());
    }

    @Test
    void whatTheFirstTableRefusesForAWhileIsInTheSecondOnce() throws Exception {
        bridge.set("TD_RETRY_SECONDS", "1");
        bridge.export("one", line(1), line(2), line(3));
        apply(ADD_A_TABLE);
        refuseImports(Bridge.TABLE, 1000);

        assertThat(bridge.run(directory, "import").status()).isEqualTo(1);
        assertThat(bridge.waiting()).hasSize(1);
        assertThat(bridge.rows()).isEmpty();
        assertThat(copied()).isNotEmpty();
        bridge.td().onRequest(Faults.none());
        importAll();

        assertThat(bridge.rows()).hasSize(3);
        assertThat(copied()).containsExactlyInAnyOrderElementsOf(bridge.rows());
    }

    @Test
    void whatTheSecondTableRefusesIsTriedAgainUnderTheSameId() throws Exception {
        bridge.export("one", line(1), line(2), line(3));
        apply(ADD_A_TABLE);
        refuseImports(COPY, 1);

        importAll();

        assertThat(bridge.rows()).hasSize(3);
        assertThat(copied()).containsExactlyInAnyOrderElementsOf(bridge.rows());
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void allThreeGoTogether() throws Exception {
        bridge.set("LOG_LEVEL", "INFO");
        String key = bridge.export("one", line(1), line(2), line(3));
        apply(ADD_A_STEP);
        apply(DROP_A_COLUMN);
        apply(ADD_A_TABLE);

        importAll();

        assertThat(batchesLogged(key)).hasSize(2);
        assertThat(bridge.rows()).hasSize(3).allSatisfy(row -> assertThat(row).doesNotContainKey("confidence"));
        assertThat(copied()).containsExactlyInAnyOrderElementsOf(bridge.rows());
    }

    /** Strictly: every line of the context has to be there, at the line that the diff names. */
    private void apply(int edit) throws Exception {
        List<String> diffs = BLOCK.matcher(Files.readString(Path.of("README.md"), UTF_8))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(diffs).hasSize(4);
        List<String> diff = diffs.get(edit).lines().toList();
        var name = FILE.matcher(diff.get(0));
        assertThat(name.matches()).as(diff.get(0)).isTrue();
        Patch<String> patch = UnifiedDiffUtils.parseUnifiedDiff(diff);
        assertThat(patch.getDeltas()).isNotEmpty();
        Path file = directory.resolve(name.group(1));
        Files.write(file, patch.applyTo(Files.readAllLines(file, UTF_8)), UTF_8);
    }

    private void importAll() {
        Bridge.Answer check = bridge.run(directory, "check", "--offline");
        assertThat(check.out()).endsWith(": 0 mistakes\n");
        Bridge.Answer answer = bridge.run(directory, "import");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.waiting()).isEmpty();
        assertThat(bridge.failed()).isEmpty();
    }

    private void refuseImports(String table, int times) {
        AtomicInteger left = new AtomicInteger(times);
        bridge.td()
                .onRequest((method, path, number) ->
                        method.equals("PUT") && path.contains("/" + table + "/") && left.getAndDecrement() > 0
                                ? Fault.status(503)
                                : Fault.none());
    }

    private List<Map<String, Object>> copied() {
        List<Map<String, Object>> rows = new ArrayList<>();
        bridge.td().forEachRow(Bridge.DATABASE, COPY, rows::add);
        return rows;
    }

    private List<String> batchesLogged(String key) {
        return said(key + " is in Treasure Data").stream()
                .filter(message -> message.startsWith("batch "))
                .toList();
    }

    private List<String> said(String words) {
        synchronized (log) {
            return log.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .filter(message -> message.contains(words))
                    .toList();
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
