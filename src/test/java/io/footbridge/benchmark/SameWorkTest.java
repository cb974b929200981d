package io.footbridge.benchmark;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.Footbridge;
import io.footbridge.benchmark.data.DataSet;
import io.footbridge.benchmark.data.DataSets;
import io.footbridge.benchmark.party.BeansLoop;
import io.footbridge.benchmark.party.PlainLoop;
import io.footbridge.benchmark.server.Load;
import io.footbridge.benchmark.server.Plan;
import io.footbridge.benchmark.server.Servers;
import io.footbridge.benchmark.server.Tally;
import io.footbridge.sandbox.scorer.Comparison;
import io.footbridge.sandbox.scorer.Crowd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** What the benchmark compares must be the same work: the same rows in the same batches, and the same moves. */
@Timeout(180)
class SameWorkTest {

    private static final long SEED = 7;
    private static final int ROWS = 400;

    /** More than one batch, the last one short. */
    private static final int LONG_ROWS = 50_100;

    @TempDir
    private Path folder;

    /** Imports all that is under the prefix. */
    @FunctionalInterface
    private interface Importer {
        void run(Map<String, String> environment) throws Exception;
    }

    @Test
    void everyPartyDeliversTheSameRowsInTheSameBatches() throws Exception {
        DataSets sets = new DataSets(folder, SEED);
        DataSet few = sets.crowd(3, ROWS);
        DataSet busy = sets.daily(4, ROWS);
        List<String> files = new ArrayList<>(few.files());
        files.addAll(busy.files());
        Load measured = Load.of(files);

        List<List<Map<String, Object>>> plain = imports(new Load(few.files(), 2), measured, PlainLoop::run);
        List<List<Map<String, Object>>> beans = imports(new Load(few.files(), 2), measured, BeansLoop::run);
        List<List<Map<String, Object>>> footbridge = imports(new Load(few.files(), 2), measured, this::footbridge);

        assertThat(footbridge).hasSize(9);
        assertThat(beans).isEqualTo(footbridge);
        assertThat(plain).isEqualTo(footbridge);
        assertThat(footbridge.stream().mapToLong(List::size).sum()).isEqualTo(few.rows() + 2 * ROWS + busy.rows());
    }

    @Test
    void theRowsAreThoseOfTheLines() throws Exception {
        DataSet one = new DataSets(folder, SEED).crowd(1, ROWS);
        Crowd crowd = new Crowd(SEED, LocalDate.of(2019, 8, 15));
        Comparison comparison = new Comparison(ZoneOffset.UTC);
        comparison.expect(
                Servers.MEASURED + "000000.tgz",
                "crowd.tsv",
                LongStream.range(0, ROWS).mapToObj(crowd::line).toList());

        imports(Load.NONE, Load.of(one.files()), PlainLoop::run).forEach(batch -> batch.forEach(comparison::add));

        assertThat(comparison.result().agrees()).as("%s", comparison.result()).isTrue();
    }

    /** More of both than Footbridge takes at a time: held-back objects would fill all its threads otherwise. */
    @Test
    void manySmallObjectsOfTheWarmUpComeFirst() throws Exception {
        DataSet small = new DataSets(folder, SEED).daily(40, 40);

        List<List<Map<String, Object>>> batches =
                imports(Load.of(small.files()), Load.of(small.files()), this::footbridge);

        assertThat(batches).hasSize(80);
    }

    @Test
    void batchesEndAtTheSameLines() throws Exception {
        Load one = Load.of(new DataSets(folder, SEED).crowd(1, LONG_ROWS).files());

        assertThat(sizes(imports(Load.NONE, one, PlainLoop::run))).containsExactly(50_000, 100);
        assertThat(sizes(imports(Load.NONE, one, BeansLoop::run))).containsExactly(50_000, 100);
        assertThat(sizes(imports(Load.NONE, one, this::footbridge))).containsExactly(50_000, 100);
    }

    private void footbridge(Map<String, String> environment) {
        Map<String, String> quiet = new HashMap<>(environment);
        quiet.put("LOG_LEVEL", "WARN");
        assertThat(new Footbridge(quiet, Path.of(""), System.out, System.err).execute("import"))
                .isZero();
    }

    /** What arrives in the batches of one party, in the order of their first lines. */
    private static List<List<Map<String, Object>>> imports(Load warmUp, Load measured, Importer importer)
            throws Exception {
        try (Servers servers = new Servers(true)) {
            importer.run(servers.prepare(Plan.of(warmUp, measured)));
            Tally tally = servers.tally();
            assertThat(tally.deleted()).isEqualTo(warmUp.objects() + measured.objects());
            assertThat(tally.requests())
                    .containsEntry("COPY", tally.deleted())
                    .containsEntry("DELETE", tally.deleted());
            assertThat(tally.begun()).isPositive();
            assertThat(tally.ended()).isGreaterThan(tally.begun());
            List<List<Map<String, Object>>> batches = new ArrayList<>();
            for (byte[] body : servers.imports()) {
                batches.add(rows(body));
            }
            batches.sort(comparing((List<Map<String, Object>> rows) ->
                            (String) rows.get(0).get("source_key"))
                    .thenComparing(rows -> (Long) rows.get(0).get("source_line")));
            return batches;
        }
    }

    private static List<Integer> sizes(List<List<Map<String, Object>>> batches) {
        return batches.stream().map(List::size).toList();
    }

    private static List<Map<String, Object>> rows(byte[] body) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (MessageUnpacker unpacker =
                MessagePack.newDefaultUnpacker(new GZIPInputStream(new ByteArrayInputStream(body)))) {
            while (unpacker.hasNext()) {
                Map<String, Object> row = new TreeMap<>();
                unpacker.unpackValue()
                        .asMapValue()
                        .map()
                        .forEach((name, value) -> row.put(name.asStringValue().asString(), plain(value)));
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object plain(Value value) {
        return switch (value.getValueType()) {
            case INTEGER -> value.asIntegerValue().asLong();
            case FLOAT -> value.asFloatValue().toDouble();
            default -> value.asStringValue().asString();
        };
    }
}
