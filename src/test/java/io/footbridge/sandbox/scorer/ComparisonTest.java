package io.footbridge.sandbox.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.client.TDClient;
import io.footbridge.sandbox.td.Bodies;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final String KEY = ScorerCloud.PREFIX + "LT_1/2019-08-15/texts/a.tgz";
    private static final String ENTRY = "a.tsv";
    private static final String ATTRIBUTES = "{\"Age\": \"Adult\", \"AgeConf\": 0.98}";
    private static final List<String> LINES = List.of(
            "2019-08-15 01:02:03.456\t7\t42\t1\t0.987\t640\t360.5\t80\t200\t" + ATTRIBUTES,
            "2019-08-15 01:02:04\t8\t42\t1\t\t640\t360.5\t80\t200\t\"" + ATTRIBUTES.replace("\"", "\"\"") + "\"",
            "2019-08-15 01:02:05.5\t9\t42\t1\t0.9\t640\t360.5\t80\t200\t");

    private final Comparison comparison = comparison(ZoneOffset.UTC);

    @Test
    void agreesWhenEveryLineHasItsRow() {
        comparison.add(first());
        comparison.add(third());
        comparison.add(second());

        assertThat(comparison.result()).isEqualTo(new Comparison.Result(3, 3, 0, 0, 0, 0, List.of()));
        assertThat(comparison.result().agrees()).isTrue();
    }

    @Test
    void findsAMissingRow() {
        comparison.add(first());
        comparison.add(third());

        assertThat(comparison.result().agrees()).isFalse();
        assertThat(comparison.result().missing()).isEqualTo(1);
        assertThat(comparison.result().examples()).singleElement().asString().contains(KEY, "first at line 2");
    }

    @Test
    void findsADoubledRow() {
        addAll();
        comparison.add(second());

        assertThat(comparison.result().agrees()).isFalse();
        assertThat(comparison.result().doubled()).isEqualTo(1);
    }

    @Test
    void findsAChangedValue() {
        assertThat(changed("frame_index", 9L)).contains("frame_index is 9, not 7");
        assertThat(changed("x", 641.0)).contains("x is 641.0, not 640.0");
        assertThat(changed("x", 640L)).contains("x is 640, not 640.0");
        assertThat(changed("datetime", "2019-08-15 01:02:03")).contains("datetime is");
        assertThat(changed("time", 1_565_830_924L)).contains("time is");
        assertThat(changed("attributes", "{\"Age\": \"Old\", \"AgeConf\": 0.98}"))
                .contains("attributes is");
        assertThat(changed("attributes", "{\"Age\"")).contains("attributes is");
        assertThat(changed("device_id", "LT_2")).contains("device_id is LT_2, not LT_1");
    }

    @Test
    void findsALostAndAnAddedColumn() {
        assertThat(changed("uid", null)).contains("uid is null, not 42");
        assertThat(changed("surplus", "x")).contains("surplus is x, not null");
    }

    @Test
    void takesAttributesForTheSameWhateverTheirSpacing() {
        Map<String, Object> row = first();
        row.put("attributes", "{\"AgeConf\":0.98,\"Age\":\"Adult\"}");
        comparison.add(row);

        assertThat(comparison.result().changed()).isZero();
    }

    @Test
    void findsARowThatNamesNoLine() {
        addAll();
        for (Object line : new Object[] {0L, 4L, "1", 1L << 32}) {
            Map<String, Object> row = first();
            row.put("source_line", line);
            comparison.add(row);
        }
        Map<String, Object> elsewhere = first();
        elsewhere.remove("source_key");
        comparison.add(elsewhere);

        assertThat(comparison.result().unknown()).isEqualTo(5);
        assertThat(comparison.result().agrees()).isFalse();
    }

    @Test
    void readsTimesInTheZoneThatIsSet() {
        Comparison tokyo = comparison(ZoneId.of("Asia/Tokyo"));
        Map<String, Object> row = first();
        row.put("time", 1_565_830_923L - 9 * 3600);
        tokyo.add(row);

        assertThat(tokyo.result().changed()).isZero();
    }

    @Test
    void comparesADayWithWhatIsInTreasureData(@TempDir Path folder) {
        ScorerCloud.Settings settings = ScorerCloud.Settings.defaults().withMinutesPerArchive(240);
        ScorerCloud cloud = new ScorerCloud(3, 1, LocalDate.of(2019, 8, 15), settings);
        try (TreasureData td = TreasureData.start(folder, TreasureData.API_KEY);
                TDClient client = TDClient.newBuilder(false)
                        .setEndpoint(td.endpoint().getHost())
                        .setPort(td.endpoint().getPort())
                        .setUseSSL(false)
                        .setApiKey(TreasureData.API_KEY)
                        .build()) {
            client.createDatabase("cameras");
            client.createTable("cameras", "sense_video");
            assertThat(compare(cloud, td).missing()).isEqualTo(cloud.account().rows());

            for (String key : cloud.keys()) {
                client.importBytes("cameras", "sense_video", Bodies.of(rows(cloud, key)));
            }

            assertThat(compare(cloud, td).examples()).isEmpty();
            assertThat(compare(cloud, td).agrees()).isTrue();
            assertThat(compare(cloud, td).rows()).isEqualTo(cloud.account().rows());

            client.importBytes(
                    "cameras", "sense_video", Bodies.of(rows(cloud, cloud.keys().get(2))));
            assertThat(compare(cloud, td).doubled())
                    .isEqualTo(cloud.lines(cloud.keys().get(2)).size());
        }
    }

    @Test
    void expectsNothingOfALineInWhichNoRecordBegins() {
        Comparison csv = new Comparison((key, entry, number, line) ->
                Map.of("source_key", key, "source_entry", entry, "source_line", number, "text", line));
        csv.expect("a.csv", "a.csv", List.of("", "x", "", "y"));
        csv.add(Map.of("source_key", "a.csv", "source_entry", "a.csv", "source_line", 2L, "text", "x"));
        assertThat(csv.result().examples()).singleElement().asString().contains("first at line 4");
        csv.add(Map.of("source_key", "a.csv", "source_entry", "a.csv", "source_line", 3L, "text", ""));

        assertThat(csv.result().lines()).isEqualTo(2);
        assertThat(csv.result().missing()).isEqualTo(1);
        assertThat(csv.result().unknown()).isEqualTo(1);
    }

    private static Comparison.Result compare(ScorerCloud cloud, TreasureData td) {
        return Comparison.of(cloud, td, "cameras", "sense_video", ZoneOffset.UTC);
    }

    private static List<Map<String, Object>> rows(ScorerCloud cloud, String key) {
        ExpectedRow rowOf = new SenseVideoRow(ZoneOffset.UTC);
        List<String> lines = cloud.lines(key);
        return IntStream.range(0, lines.size())
                .mapToObj(index -> rowOf.of(key, cloud.entry(key), index + 1L, lines.get(index)))
                .map(ComparisonTest::withTextAttributes)
                .toList();
    }

    private static Map<String, Object> withTextAttributes(Map<String, Object> row) {
        row.computeIfPresent("attributes", (column, json) -> json.toString());
        return row;
    }

    private void addAll() {
        comparison.add(first());
        comparison.add(second());
        comparison.add(third());
    }

    private static Comparison comparison(ZoneId zone) {
        Comparison comparison = new Comparison(zone);
        comparison.expect(KEY, ENTRY, LINES);
        return comparison;
    }

    private static String changed(String column, Object value) {
        Comparison comparison = comparison(ZoneOffset.UTC);
        Map<String, Object> row = first();
        if (value == null) {
            row.remove(column);
        } else {
            row.put(column, value);
        }
        comparison.add(row);
        assertThat(comparison.result().changed()).isEqualTo(1);
        return comparison.result().examples().get(0);
    }

    private static Map<String, Object> first() {
        Map<String, Object> row = row(1, 1_565_830_923L, "2019-08-15 01:02:03.456");
        row.put("confidence", 0.987);
        row.put("attributes", ATTRIBUTES);
        return row;
    }

    private static Map<String, Object> second() {
        Map<String, Object> row = row(2, 1_565_830_924L, "2019-08-15 01:02:04.000");
        row.put("attributes", ATTRIBUTES);
        return row;
    }

    private static Map<String, Object> third() {
        Map<String, Object> row = row(3, 1_565_830_925L, "2019-08-15 01:02:05.5");
        row.put("confidence", 0.9);
        return row;
    }

    private static Map<String, Object> row(long line, long time, String datetime) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", time);
        row.put("datetime", datetime);
        row.put("frame_index", 6 + line);
        row.put("uid", "42");
        row.put("type", 1L);
        row.put("x", 640.0);
        row.put("y", 360.5);
        row.put("w", 80.0);
        row.put("h", 200.0);
        row.put("device_id", "LT_1");
        row.put("source_key", KEY);
        row.put("source_entry", ENTRY);
        row.put("source_line", line);
        return row;
    }
}
