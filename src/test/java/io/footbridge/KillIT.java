package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.KillPoint;
import io.footbridge.sandbox.KillSwitch;
import io.footbridge.sandbox.KillSwitch.Aim;
import io.footbridge.sandbox.KillSwitch.Kill;
import io.footbridge.sandbox.scorer.Comparison;
import io.footbridge.sandbox.scorer.MixedExports;
import io.footbridge.sandbox.scorer.MixedExports.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar, killed over and over in the middle of its work: nothing lost, nothing twice.
 *
 * <p>The property {@code footbridge.kills} says how many of the kills come at random instants, {@code
 * footbridge.kills-at-each-point} how many come at each of the others, and {@code footbridge.seed} repeats the choices of a
 * run, though not the order in which threads take turns.
 */
class KillIT {

    private static final int KILLS_AT_EACH_POINT = Integer.getInteger("footbridge.kills-at-each-point", 3);
    private static final int RANDOM_KILLS = Integer.getInteger("footbridge.kills", 6);
    private static final long SEED = Long.getLong("footbridge.seed", System.nanoTime());

    /** What the refilled bucket asks for comes to some 210 requests: the last of these is well before the end. */
    private static final int RANDOM_REQUESTS = 150;

    /** What a process that is killed with signal 9 ends with. */
    private static final int KILLED = 128 + 9;

    private static final int MOST_LIVES_AFTER = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);
    private final List<Kill> kills = new ArrayList<>();

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;
    private MixedExports exports;
    private KillSwitch killSwitch;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data.resolve("td")).set("BATCH_MAX_RECORDS", Integer.toString(MixedExports.BATCH_LINES));
        exports = new MixedExports(bridge, random);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void whereverItIsKilledNothingIsLostAndNothingIsThereTwice() throws Exception {
        try {
            makeTheTable();
            killSwitch = new KillSwitch(bridge, random);
            for (KillPoint point : points()) {
                live(point);
            }
            long whileKilled = bridge.td().repeats();
            assertThat(whileKilled).as("repeats").isPositive();
            liveToTheEnd();
            assertThatEveryObjectIsWhereItBelongs();
            assertThatEveryGoodLineIsOneRow();
            assertThat(bridge.td().differingRepeats()).isZero();
        } catch (AssertionError | Exception e) {
            throw new AssertionError("with -Dfootbridge.seed=" + SEED + " after " + kills.size() + " kills", e);
        }
        System.out.println(summary());
    }

    /** What the first import of all does besides does not belong into every life. */
    private void makeTheTable() throws Exception {
        exports.refill();
        Jar.Ended ended = jar(16).run("import");
        assertThat(ended.status()).as(ended.err()).isEqualTo(2);
    }

    private List<KillPoint> points() {
        List<KillPoint> points = new ArrayList<>();
        for (KillPoint point : KillPoint.values()) {
            points.addAll(Collections.nCopies(point == KillPoint.RANDOM ? RANDOM_KILLS : KILLS_AT_EACH_POINT, point));
        }
        Collections.shuffle(points, random);
        return points;
    }

    private void live(KillPoint point) throws Exception {
        exports.refill();
        Aim aim = aim(point);
        Path out = data.resolve("out");
        Path err = data.resolve("err");

        Process process = jar(point == KillPoint.BETWEEN_BATCHES ? 1 : 16).start(out, err, "import");
        killSwitch.aim(process, aim);
        boolean ended;
        try {
            ended = process.waitFor(60, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }

        String story = aim + "\n" + Files.readString(out) + Files.readString(err);
        assertThat(ended).as(story).isTrue();
        assertThat(killSwitch.kill()).as(story).isPresent();
        assertThat(process.exitValue()).as(story).isEqualTo(KILLED);
        Kill kill = killSwitch.kill().orElseThrow();
        assertThat(kill.polls()).as("%s", kill).isPositive();
        assertThat(kill.waiting()).as("%s", kill).isPositive();
        kills.add(kill);
        await().atMost(Duration.ofSeconds(10)).until(killSwitch::isIdle);
        assertThatNoObjectIsLost();
    }

    private Aim aim(KillPoint point) {
        return switch (point) {
            case RANDOM -> new Aim(point, 1 + random.nextInt(RANDOM_REQUESTS), random.nextBoolean());
            case BATCH_UNANSWERED -> new Aim(point, 1 + random.nextInt(30), true);
            case BETWEEN_BATCHES -> new Aim(point, 1 + random.nextInt(6), false);
            case COPIED, DELETED -> new Aim(point, 1 + random.nextInt(20), true);
            case REJECTS_WRITTEN, SIDECAR_WRITTEN, DEAD_LETTER_COPIED -> new Aim(point, 1 + random.nextInt(4), true);
        };
    }

    private void liveToTheEnd() throws Exception {
        killSwitch.rest();
        int status = -1;
        for (int life = 0; life < MOST_LIVES_AFTER && !bridge.waiting().isEmpty(); life++) {
            Jar.Ended ended = jar(16).run("import");
            status = ended.status();
            assertThat(status).as(ended.out() + ended.err()).isIn(0, 2);
        }
        assertThat(bridge.waiting()).isEmpty();
    }

    private void assertThatNoObjectIsLost() {
        TreeSet<String> keys = new TreeSet<>(bridge.s3().keys(Bridge.BUCKET, ""));
        assertThat(exports.items())
                .extracting(Item::key)
                .allMatch(key ->
                        keys.contains(key) || keys.contains("imported/" + key) || keys.contains("failed/" + key));
    }

    private void assertThatEveryObjectIsWhereItBelongs() throws IOException {
        List<String> expected = new ArrayList<>(List.of(Bridge.NOTE));
        for (Item item : exports.items()) {
            String key = (item.fails() ? "failed/" : "imported/") + item.key();
            expected.add(key);
            assertThat(bridge.s3().etag(Bridge.BUCKET, key)).as(key).isEqualTo(item.etag());
            if (item.fails()) {
                expected.add(key + ".error.json");
                assertThatTheSidecarNames(item);
            } else if (!item.bad().isEmpty()) {
                expected.add("failed/" + item.key() + ".rejects.jsonl");
                assertThatTheRejectsAre(item);
            }
        }
        assertThat(bridge.s3().keys(Bridge.BUCKET, "")).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void assertThatTheSidecarNames(Item item) throws IOException {
        JsonNode sidecar = JSON.readTree(bridge.s3().bytes(Bridge.BUCKET, "failed/" + item.key() + ".error.json"));
        assertThat(sidecar.path("key").asText()).isEqualTo(item.key());
        assertThat('"' + sidecar.path("etag").asText() + '"').isEqualTo(item.etag());
        assertThat(sidecar.path("reason").asText()).as(item.key()).isIn("corrupt-gzip", "no-good-line");
        assertThat(sidecar.path("accepted_rows").asLong()).as(item.key()).isZero();
    }

    private void assertThatTheRejectsAre(Item item) throws IOException {
        String rejects = new String(bridge.s3().bytes(Bridge.BUCKET, "failed/" + item.key() + ".rejects.jsonl"), UTF_8);
        Map<Long, String> raw = new TreeMap<>();
        for (String line : rejects.lines().toList()) {
            JsonNode reject = JSON.readTree(line);
            assertThat(reject.path("entry").asText()).isEqualTo(MixedExports.ENTRY);
            assertThat(raw.put(reject.path("line").asLong(), reject.path("raw").asText()))
                    .as(line)
                    .isNull();
        }
        assertThat(raw).as(item.key()).isEqualTo(item.bad());
    }

    private void assertThatEveryGoodLineIsOneRow() {
        Comparison comparison = new Comparison(ZoneOffset.UTC);
        int good = 0;
        int bad = 0;
        for (Item item : exports.items()) {
            if (!item.fails()) {
                comparison.expect(item.key(), MixedExports.ENTRY, item.lines());
                good += item.good().size();
                bad += item.bad().size();
            }
        }
        bridge.td().forEachRow(Bridge.DATABASE, Bridge.TABLE, comparison::add);
        Comparison.Result result = comparison.result();

        // A bad line has no right row, so as many distinct right rows as good lines are the good lines' rows.
        assertThat(result.doubled()).as("%s", result).isZero();
        assertThat(result.changed()).as("%s", result).isZero();
        assertThat(result.unknown()).as("%s", result).isZero();
        assertThat(result.rows()).as("%s", result).isEqualTo(good);
        assertThat(result.missing()).as("%s", result).isEqualTo(bad);
    }

    private String summary() {
        Map<KillPoint, Integer> byPoint = new EnumMap<>(KillPoint.class);
        kills.forEach(kill -> byPoint.merge(kill.aim().point(), 1, Integer::sum));
        return String.format(
                "killed %d times %s; %,d objects, %,d rows, %,d imports, %,d of them repeats, %,d with other bytes; seed %d",
                kills.size(),
                byPoint,
                exports.items().size(),
                bridge.td().rowCount(Bridge.DATABASE, Bridge.TABLE),
                bridge.td().imports(),
                bridge.td().repeats(),
                bridge.td().differingRepeats(),
                SEED);
    }

    private Jar jar(int parallelObjects) {
        bridge.set("IMPORT_PARALLEL_OBJECTS", Integer.toString(parallelObjects));
        return Jar.quick(bridge.environment(), directory, "-Xmx128m");
    }
}
