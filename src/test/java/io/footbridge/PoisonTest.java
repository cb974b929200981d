package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Objects that S3 refuses to give or to move, among many good ones; and a bucket that refuses all of them. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class PoisonTest {

    /** As many as S3 lists in one page if {@code -Pfull} asks for it. */
    private static final int GOOD = Integer.getInteger("footbridge.good-objects", 100);

    private static final int MANY = 1_000;

    /** What S3 refuses of an object; the name of an object begins with it. */
    private enum Poison {
        GET400("s3-object-denied"),
        GET403("s3-object-denied"),
        COPY403("s3-object-denied"),
        DELETE403("s3-object-denied"),
        LONG("key-too-long");

        private final String reason;

        Poison(String reason) {
            this.reason = reason;
        }
    }

    @TempDir
    private Path folder;

    private Bridge bridge;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_RETRY_SECONDS", "1");
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        bridge.close();
    }

    static Stream<Arguments> poisons() {
        List<Arguments> cases = new ArrayList<>();
        for (Poison poison : List.of(Poison.GET400, Poison.GET403, Poison.COPY403, Poison.LONG)) {
            cases.add(Arguments.of(1, "middle", List.of(poison)));
            cases.add(Arguments.of(16, "start", List.of(poison)));
            cases.add(Arguments.of(40, "start", List.of(poison)));
        }
        List<Poison> all = List.of(Poison.values());
        cases.add(Arguments.of(40, "end", List.of(Poison.GET403)));
        cases.add(Arguments.of(40, "middle", List.of(Poison.COPY403)));
        cases.add(Arguments.of(40, "start", all));
        cases.add(Arguments.of(40, "middle", all));
        cases.add(Arguments.of(40, "end", all));
        cases.add(Arguments.of(40, "both ends", all));
        cases.add(Arguments.of(40, "both ends", List.of(Poison.GET403)));
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} at the {1}: {2}")
    @MethodSource("poisons")
    void allGoodObjectsAreImportedInOnePollCycle(int count, String place, List<Poison> kinds) {
        List<String> poison = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Poison kind = kinds.get(i % kinds.size());
            boolean atEnd = place.equals("end") || (place.equals("both ends") && i % 2 == 1);
            String where = atEnd ? "z" : place.equals("middle") ? String.format("n%04d-", GOOD / 2) : "a";
            poison.add(put(name(kind, where, i), i));
        }
        for (int i = 0; i < GOOD; i++) {
            put(Bridge.FOLDER + String.format("n%04d.tgz", i), i);
        }
        bridge.s3().limitPagesTo(Bridge.BUCKET, GOOD);
        bridge.s3().onRequest(PoisonTest::refuse);

        Bridge.Answer answer = bridge.run("import");

        assertThat(bridge.waiting()).containsExactlyInAnyOrderElementsOf(poison);
        assertThat(answer.status()).as(answer.out() + answer.err()).isEqualTo(1);
        assertThat(answer.out()).contains(String.format("%,d imported", GOOD), "0 failed", count + " deferred");
        assertThat(bridge.failed()).isEmpty();
        for (String key : poison) {
            String reason = reasonOf(key);
            // Once the good ones are through, the bad ones that are left may end the poll cycle before the last is
            // tried.
            assertThat(messages())
                    .anyMatch(message -> message.contains("(" + reason + ")")
                            && (message.contains(key) || message.startsWith("intake pauses")));
        }
        long rowsOfLongKeys = bridge.rows().stream()
                .filter(row -> row.get("source_key").toString().contains(Poison.LONG.name()))
                .count();
        assertThat(rowsOfLongKeys).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "COPY", "DELETE"})
    void whatIsRefusedForAllObjectsPausesAfterAFew(S3Operation operation) {
        for (int i = 0; i < MANY; i++) {
            put(Bridge.FOLDER + String.format("n%04d.tgz", i), i);
        }
        refuseAll(operation);

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("0 imported");
        assertThat(bridge.waiting()).hasSize(MANY);
        assertThat(bridge.s3().count(operation)).as("requests").isBetween(4, 100);
        assertThat(messages())
                .filteredOn(message -> message.contains("intake pauses"))
                .hasSize(1)
                .allMatch(message -> message.contains("(s3-object-denied)"));
    }

    @Test
    void aCameraThatIsRefusedWhollyDoesNotHoldTheOthers() {
        int denied = 1_500;
        for (int i = 0; i < denied; i++) {
            put(ScorerCloud.PREFIX + "LT_1/2019-08-15/texts/" + name(i), i);
        }
        for (int i = 0; i < 20; i++) {
            put(ScorerCloud.PREFIX + "LT_2/2019-08-15/texts/" + name(i), i);
        }
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.GET && key.contains("/LT_1/")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.out()).contains("20 imported", String.format("%,d deferred", denied));
        assertThat(answer.status()).isEqualTo(1);
        assertThat(bridge.s3().count(S3Operation.GET)).as("requests").isLessThan(100);
    }

    private static String name(int i) {
        return String.format("%05d.tgz", i);
    }

    private static String name(Poison kind, String where, int i) {
        String begin = Bridge.FOLDER + where + String.format("%02d-%s-", i, kind.name());
        int bytes = kind == Poison.LONG ? 1_020 : begin.length() + 10;
        return begin + "x".repeat(bytes - begin.length() - 4) + ".tgz";
    }

    private String put(String key, int frame) {
        bridge.s3().put(Bridge.BUCKET, key, Archives.tgz(Map.of("data.tsv", line(frame) + "\n")));
        return key;
    }

    private void refuseAll(S3Operation refused) {
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == refused && key.endsWith(".tgz")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());
    }

    private static Optional<S3Fault> refuse(S3Operation operation, String key, int attempt) {
        boolean refused = (operation == S3Operation.GET && key.contains("GET"))
                || (operation == S3Operation.COPY && key.contains("COPY403"))
                || (operation == S3Operation.DELETE && key.contains("DELETE403"));
        if (!refused) {
            return S3Faults.NONE.decide(operation, key, attempt);
        }
        return Optional.of(key.contains("GET400") ? S3Fault.refusal(400, "InvalidRequest") : S3Fault.accessDenied());
    }

    private static String reasonOf(String key) {
        return Stream.of(Poison.values())
                .filter(poison -> key.contains(poison.name()))
                .findFirst()
                .orElseThrow()
                .reason;
    }

    private List<String> messages() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.footbridge.intake");
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
