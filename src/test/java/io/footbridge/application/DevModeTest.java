package io.footbridge.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.footbridge.RouteFiles;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.td.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Routes that are edited while objects keep coming. */
@Timeout(180)
class DevModeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String GO_ON = "the last good routes go on";
    private static final String RUNNING = "the edited routes are running";

    private static final String LAST_LINE = "                        ref: line-to-row\n";
    private static final String WITHOUT_CONFIDENCE = """
                                - setBody:
                                    id: without-confidence
                                    expression:
                                      simple:
                                        expression: ${body.without('confidence')}
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path directory;

    private Bridge bridge;
    private DevMode devMode;
    private int exported;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("SCHEDULE_CRON", "* * * * * ?");
        log.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        logger().setLevel(null);
        if (devMode != null) {
            devMode.close();
        }
        bridge.close();
    }

    @Test
    void aBrokenSaveChangesNothingAndAFixedOneTakesEffectWithoutLosingAnObject() throws Exception {
        RouteFiles.copyTo(directory);
        export(20);
        run();
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());

        export(20);
        edit("file.camel.yaml", LAST_LINE, LAST_LINE + WITHOUT_CONFIDENCE.replace("setBody", "setBodyy"));
        export(20);
        awaitLog(GO_ON);
        export(20);
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(messages()).anyMatch(message -> message.startsWith("routes/file.camel.yaml:46: unknown-step: "));
        assertThat(bridge.rows())
                .hasSize(exported)
                .allSatisfy(row -> assertThat(row).containsKey("confidence"));

        int before = exported;
        export(20);
        edit("file.camel.yaml", "setBodyy", "setBody");
        export(20);
        awaitLog(RUNNING);
        int after = exported;
        export(20);
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());

        Map<Long, List<Map<String, Object>>> rows =
                bridge.rows().stream().collect(Collectors.groupingBy(row -> (Long) row.get("frame_index")));
        assertThat(rows).hasSize(exported);
        rows.forEach((frame, same) -> {
            assertThat(same).as("rows of line %s", frame).hasSize(1);
            if (frame < before) {
                assertThat(same.get(0)).containsKey("confidence");
            } else if (frame >= after) {
                assertThat(same.get(0)).doesNotContainKey("confidence");
            }
        });
        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void theObjectsInHandAreFinishedUnderTheRoutesThatTookThem() throws Exception {
        RouteFiles.copyTo(directory);
        CountDownLatch imports = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bridge.td().onRequest((method, path, number) -> {
            if (method.equals("PUT")) {
                imports.countDown();
                waitFor(goOn);
            }
            return Fault.none();
        });
        export(1);
        run();
        assertThat(imports.await(60, TimeUnit.SECONDS)).isTrue();

        edit("file.camel.yaml", LAST_LINE, LAST_LINE + WITHOUT_CONFIDENCE);
        awaitLog("the routes were edited: objects in flight are finished first");
        assertThat(messages()).doesNotContain(RUNNING);
        goOn.countDown();
        awaitLog(RUNNING);

        assertThat(bridge.waiting()).isEmpty();
        assertThat(bridge.rows()).hasSize(1).allSatisfy(row -> assertThat(row).containsKey("confidence"));
        assertThat(bridge.td().imports()).isEqualTo(1);
    }

    @Test
    void routesThatLookSoundAndDoNotStartGiveWayToTheLastGoodOnes() throws Exception {
        RouteFiles.copyTo(directory);
        run();
        edit("poll.camel.yaml", "scheduler.triggerId: \"{{trigger}}\"", "scheduler.triggerId: poll-no-more");
        awaitLog(GO_ON);
        assertThat(messages()).anyMatch(message -> message.startsWith("the routes do not start: "));

        export(5);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(5);
    }

    @Test
    void aFolderThatIsGoneChangesNothing() throws Exception {
        Path routes = RouteFiles.copyTo(directory);
        run();
        Files.move(routes, directory.resolve("elsewhere"));
        awaitLog(GO_ON);

        export(5);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(5);
    }

    @Test
    void withoutRoutesBesideItSaysThatTheyAreToBeCopied() {
        Bridge.Answer answer = bridge.run(directory, "run", "--dev");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .isEqualTo("footbridge: there is no folder " + directory.resolve("routes")
                        + " to watch: copy routes/ there first\n");
    }

    @Test
    void itDoesNotStartWithABrokenRoute() throws Exception {
        RouteFiles.copyTo(directory);
        edit("poll.camel.yaml", "greedy: true", "greedyy: true");

        Bridge.Answer answer = bridge.run(directory, "run", "--dev");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .startsWith("footbridge: routes/poll.camel.yaml:")
                .contains("unknown-option");
    }

    private void run() throws Exception {
        devMode = DevMode.start(new Invocation(bridge.environment(), directory, System.out, System.err));
    }

    private void export(int objects) {
        for (int i = 0; i < objects; i++) {
            int frame = exported++;
            bridge.export("o" + frame, line(frame));
        }
    }

    private void edit(String file, String find, String replacement) throws Exception {
        Path path = directory.resolve("routes").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(find);
        Files.writeString(path, text.replace(find, replacement));
    }

    private void awaitLog(String message) {
        await().atMost(PATIENCE).until(() -> messages().contains(message));
    }

    private List<String> messages() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(DevMode.class);
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
