package io.footbridge.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.footbridge.intake.Completion;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import io.footbridge.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Footbridge staying up while what it depends on comes and goes. */
class DaemonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Bridge bridge;
    private Application application;
    private Daemon daemon;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder)
                .set("SCHEDULE_RETRY_SECONDS", "1")
                .set("TD_RETRY_SECONDS", "1")
                .set("TD_TIMEOUT_SECONDS", "2");
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        if (daemon != null) {
            daemon.close();
            application.close();
        }
        bridge.close();
    }

    @Test
    void aWrongKeyPausesTheIntakeSaysWhyAndGoesOnByItselfOnceItIsAccepted() throws Exception {
        bridge.td().refuseKey(TreasureData.API_KEY);
        for (int i = 0; i < 40; i++) {
            bridge.export("o" + i, line(i));
        }
        run();

        await().atMost(PATIENCE).until(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(health().getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("Treasure Data answers 401", "TD_API_KEY"));
        assertThat(health().getDetails()).containsEntry("reason", "td-unauthorized");
        await().atMost(PATIENCE).until(() -> pauses().size() >= 2);
        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.waiting()).hasSize(40);
        assertThat(warnings()).as("one line an attempt, none an object").isEqualTo(pauses().size());

        bridge.td().acceptKey(TreasureData.API_KEY);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(40);
        await().atMost(PATIENCE).until(() -> health().getState() == HealthCheck.State.UP);
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void treasureDataMayBeDownForAWholePollCycle() throws Exception {
        bridge.td().onRequest(Faults.onImport(Fault.status(503)));
        for (int i = 0; i < 20; i++) {
            bridge.export("o" + i, line(i));
        }
        run();
        await().atMost(PATIENCE).until(() -> !pauses().isEmpty());

        bridge.td().onRequest(Faults.none());

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(20);
        assertThat(bridge.failed()).isEmpty();
    }

    @Test
    void aSecondTrySendsOnlyTheBatchesThatAreMissing() throws Exception {
        bridge.set("BATCH_MAX_RECORDS", "2");
        String[] lines = new String[10];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line(i);
        }
        bridge.export("five-batches", lines);
        AtomicInteger imports = new AtomicInteger();
        AtomicInteger down = new AtomicInteger(1);
        bridge.td()
                .onRequest((method, path, number) ->
                        method.equals("PUT") && imports.incrementAndGet() > 4 && down.get() == 1
                                ? Fault.status(500)
                                : Fault.none());
        run();
        await().atMost(PATIENCE).until(() -> !pauses().isEmpty());
        long accepted = bridge.td().imports();

        down.set(0);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(accepted).isBetween(1L, 4L);
        assertThat(bridge.td().imports()).isEqualTo(5);
        assertThat(bridge.td().repeats()).isZero();
        assertThat(bridge.rows()).hasSize(10);
    }

    @Test
    void aSecondTryAfterAllBatchesWereAcceptedRepeatsOnlyTheMove() throws Exception {
        String key = bridge.export("moved-late", line(1), "a bad line", line(2));
        AtomicInteger failing = new AtomicInteger(1);
        bridge.s3()
                .onRequest((operation, target, attempt) -> operation == S3Operation.COPY && failing.get() == 1
                        ? Optional.of(S3Fault.internalError())
                        : Optional.empty());
        run();
        await().atMost(PATIENCE).until(() -> warnings() > 0);
        int gets = gets(key);

        failing.set(0);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.td().imports()).isEqualTo(1);
        assertThat(gets(key)).as("GETs of the object").isEqualTo(gets);
        assertThat(bridge.rows()).hasSize(2);
        assertThat(bridge.failed()).containsExactly("failed/" + key + ".rejects.jsonl");
    }

    @Test
    void anObjectThatCannotBeReadIsTriedAgainWithoutARestart() throws Exception {
        String key = bridge.export("denied", line(1));
        bridge.export("fine", line(2));
        bridge.s3()
                .onRequest((operation, target, attempt) -> operation == S3Operation.GET && target.equals(key)
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());
        run();
        await().atMost(PATIENCE).until(() -> bridge.waiting().equals(List.of(key)));

        bridge.s3().onRequest(S3Faults.NONE);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"GET", "COPY"})
    void whatIsRefusedForAllPausesTheIntakeAndGoesOnByItselfOnceItIsAllowed(S3Operation refused) throws Exception {
        for (int i = 0; i < 200; i++) {
            bridge.export("o" + i, line(i));
        }
        bridge.s3()
                .onRequest((operation, target, attempt) -> operation == refused && target.endsWith(".tgz")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());
        run();
        await().atMost(PATIENCE).until(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(health().getDetails()).containsEntry("reason", "s3-object-denied");
        assertThat(bridge.waiting()).hasSize(200);

        bridge.s3().onRequest(S3Faults.NONE);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(200);
        await().atMost(PATIENCE).until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void aBucketThatDoesNotAnswerAtTheStartIsAskedAgain() throws Exception {
        bridge.export("one", line(1));
        bridge.s3().onRequest((operation, target, attempt) -> Optional.of(S3Fault.internalError()));
        run();
        await().atMost(PATIENCE).until(() -> health().getState() == HealthCheck.State.DOWN);

        bridge.s3().onRequest(S3Faults.NONE);

        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
        assertThat(bridge.rows()).hasSize(1);
    }

    private void run() throws Exception {
        application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
        daemon = Daemon.start(application);
    }

    private HealthCheck.Result health() {
        return HealthCheckRegistry.get(daemon.camel())
                .getCheck("intake")
                .orElseThrow()
                .call();
    }

    private int gets(String key) {
        return (int) bridge.s3().requests().stream()
                .filter(request ->
                        request.operation() == S3Operation.GET && request.key().equals(key))
                .count();
    }

    private List<ILoggingEvent> pauses() {
        return events().stream()
                .filter(event -> event.getFormattedMessage().startsWith("intake pauses"))
                .toList();
    }

    private int warnings() {
        return (int) events().stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .count();
    }

    private List<ILoggingEvent> events() {
        synchronized (log) {
            return List.copyOf(log.list);
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Completion.class);
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
