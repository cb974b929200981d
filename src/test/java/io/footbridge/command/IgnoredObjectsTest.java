package io.footbridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.application.Application;
import io.footbridge.application.Daemon;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.LogCapture;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects under the prefix that are no exports, or not of a camera that is wanted. */
class IgnoredObjectsTest {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final String DAY = ScorerCloud.PREFIX + Bridge.DEVICE + "/2019-08-15/";

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("LOG_LEVEL", "DEBUG").set("SCORER_DEVICES", Bridge.DEVICE);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void theLogNamesTheFirstOfEachCauseAtWarnAndTheOthersAtDebug() {
        putIgnored(5);
        bridge.export("fine", LINE);

        List<String> log = logOf(() -> assertThat(bridge.run("import").out()).contains("1 imported", "15 ignored"));

        assertThat(named(log, "WARN")).hasSize(9);
        assertThat(named(log, "DEBUG")).hasSize(6);
        assertThat(named(log, "WARN"))
                .anySatisfy(entry -> assertThat(entry)
                        .contains(
                                DAY + "images/0.tgz is ignored: not in a folder that export.keys (EXPORT_KEYS) names"))
                .anySatisfy(entry -> assertThat(entry)
                        .contains(DAY
                                + "texts/0.tsv is ignored: with a name that export.keys (EXPORT_KEYS) does not take"))
                .anySatisfy(entry -> assertThat(entry)
                        .contains(
                                "/LT_other/",
                                "is ignored: of a camera that is not among scorer.devices (SCORER_DEVICES)"));
        assertThat(named(log, "WARN").stream().filter(entry -> entry.contains("further ones are named at DEBUG")))
                .hasSize(3);
    }

    @Test
    void aProcessThatStaysUpNamesThemOnceAndNewOnesToo() throws Exception {
        bridge.set("SCHEDULE_CRON", "* * * * * ?");
        bridge.s3().put(Bridge.BUCKET, DAY + "texts/first.zip", new byte[] {1});
        List<String> log = logOf(() -> {
            try (Application application =
                            new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
                    Daemon daemon = Daemon.start(application)) {
                awaitPolls(3);
                bridge.s3().put(Bridge.BUCKET, DAY + "texts/second.zip", new byte[] {1});
                awaitPolls(3);
                assertThat(daemon.camel().isStarted()).isTrue();
            }
        });

        assertThat(named(log, "WARN")).hasSize(2);
        assertThat(named(log, "DEBUG")).isEmpty();
    }

    @Test
    void aFolderThatHoldsSomethingIsOneCauseMore() {
        bridge.s3().put(Bridge.BUCKET, DAY + "texts/", new byte[] {1});

        List<String> log = logOf(() -> bridge.run("import"));

        assertThat(named(log, "WARN"))
                .singleElement()
                .asString()
                .contains(DAY + "texts/ is ignored: named as a folder, and not empty");
    }

    @Test
    void aHostileNameForgesNoLine() {
        bridge.s3().put(Bridge.BUCKET, DAY + "texts/a\nERROR forged {} ${x}.zip", new byte[] {1});

        List<String> log = logOf(() -> bridge.run("import"));

        assertThat(named(log, "WARN"))
                .singleElement()
                .asString()
                .contains("texts/a\\u000aERROR forged {} ${x}.zip is ignored")
                .doesNotContain("\n");
    }

    @Test
    void checkCountsThemByCause() {
        putIgnored(2);
        bridge.s3().put(Bridge.BUCKET, DAY + "texts/more.zip", new byte[] {1});
        bridge.export("fine", LINE);

        Bridge.Answer answer = bridge.set("LOG_LEVEL", "WARN").run("check");

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("of 8 objects under " + ScorerCloud.PREFIX + " 7 are ignored:\n")
                .contains("2 not in a folder that export.keys (EXPORT_KEYS) names, such as " + DAY + "images/0.tgz\n")
                .contains(
                        "3 with a name that export.keys (EXPORT_KEYS) does not take, such as " + DAY + "texts/0.tsv\n")
                .contains("2 of a camera that is not among scorer.devices (SCORER_DEVICES), such as ");
        assertThat(bridge.run("check", "--offline").out()).doesNotContain("ignored");
    }

    @Test
    void checkSaysThatItDidNotLookAtAll() {
        for (int i = 0; i < 10_001; i++) {
            bridge.s3().put(Bridge.BUCKET, DAY + "texts/" + i + ".zip", new byte[] {1});
        }

        Bridge.Answer answer = bridge.set("LOG_LEVEL", "WARN").run("check");

        assertThat(answer.out())
                .contains("of the first 10,000 objects under " + ScorerCloud.PREFIX + " 10,000 are ignored:\n")
                .contains("there are more, which were not looked at\n");
    }

    @Test
    void checkSaysNothingOfThemWhereThereAreNone() {
        bridge.export("fine", LINE);

        assertThat(bridge.set("LOG_LEVEL", "WARN").run("check").out())
                .contains("S3 answers\n")
                .doesNotContain("ignored", "not looked at");
    }

    private void putIgnored(int ofEach) {
        for (int i = 0; i < ofEach; i++) {
            bridge.s3().put(Bridge.BUCKET, DAY + "images/" + i + ".tgz", new byte[] {1});
            bridge.s3().put(Bridge.BUCKET, DAY + "texts/" + i + ".tsv", new byte[] {1});
            bridge.s3()
                    .put(Bridge.BUCKET, ScorerCloud.PREFIX + "LT_other/2019-08-15/texts/" + i + ".tgz", new byte[] {1});
        }
    }

    private void awaitPolls(int polls) {
        int before = bridge.s3().count(S3Operation.LIST);
        await().atMost(Duration.ofSeconds(60)).until(() -> bridge.s3().count(S3Operation.LIST) >= before + polls);
    }

    private interface Action {

        void run() throws Exception;
    }

    private static List<String> logOf(Action action) {
        try (LogCapture log = LogCapture.alone()) {
            action.run();
            return log.entries();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> named(List<String> log, String level) {
        return log.stream()
                .filter(entry -> entry.startsWith(level + " ") && entry.contains(" is ignored: "))
                .toList();
    }
}
