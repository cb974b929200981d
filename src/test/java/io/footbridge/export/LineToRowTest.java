package io.footbridge.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.key.KeyLayout;
import io.footbridge.row.BadLine;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.row.Numbers;
import io.footbridge.row.Row;
import io.footbridge.row.Rows;
import io.footbridge.row.Timestamps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a line: the cases are in the files {@code *-to-row.jsonl}. */
class LineToRowTest {

    private static final Columns COLUMNS =
            new Columns("datetime:datetime,frame_index:long,uid:string,type:long,confidence:double,"
                    + "x:double,y:double,w:double,h:double,attributes:json");
    private static final Entry ENTRY = new Entry("LT_1", "exports/LT_1/2019-08-15/texts/a.tgz", "a.tsv");
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @TestFactory
    List<DynamicTest> everyCaseOfTheSpec() throws IOException {
        List<DynamicTest> tests = cases("line-to-row.jsonl");
        assertThat(tests).hasSizeGreaterThan(200);
        return tests;
    }

    @TestFactory
    List<DynamicTest> everyCaseOfOtherFormats() throws IOException {
        List<DynamicTest> tests = cases("csv-to-row.jsonl");
        tests.addAll(cases("json-to-row.jsonl"));
        assertThat(tests).hasSizeGreaterThan(80);
        return tests;
    }

    private static List<DynamicTest> cases(String file) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(LineToRowTest.class.getResourceAsStream(file), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode spec = json.readTree(line);
                tests.add(dynamicTest(spec.get("name").asText(), () -> check(spec)));
            }
        }
        return tests;
    }

    @Test
    void rowNamesTheLineThatItCameFrom() {
        Row row = new Rows(ExportFormat.senseVideo(COLUMNS), ZoneOffset.UTC, true)
                .row(line("2019-08-15 01:02:03.4\t\t\t\t\t\t\t\t\t"));

        assertThat(row)
                .containsEntry("device_id", "LT_1")
                .containsEntry("source_key", "exports/LT_1/2019-08-15/texts/a.tgz")
                .containsEntry("source_entry", "a.tsv")
                .containsEntry("source_line", 7L)
                .hasSize(6);
    }

    @Test
    void rowOfAnotherLayoutHasNoDevice() {
        Line line = Line.of(
                new Entry(null, "a.tgz", "a.tsv"), 7, 7, "2019-08-15 01:02:03.4\t\t\t\t\t\t\t\t\t".getBytes(UTF_8));

        assertThat(new Rows(ExportFormat.senseVideo(COLUMNS), ZoneOffset.UTC, true).row(line))
                .doesNotContainKey("device_id");
    }

    @Test
    void columnsAreAConfiguration() {
        Rows rows = new Rows(ExportFormat.senseVideo(new Columns("n:long,at:datetime")), ZoneOffset.UTC, false);

        assertThat(rows.row(line("5\t2019-08-15 00:00:00.5")))
                .containsExactly(
                        Map.entry("time", 1565827200L), Map.entry("n", 5L), Map.entry("at", "2019-08-15 00:00:00.5"));
    }

    @Test
    void messageAndNameNeverShowWhatALineHolds() {
        Rows rows = new Rows(ExportFormat.senseVideo(new Columns("at:datetime,n:long")), ZoneOffset.UTC, true);

        assertThatThrownBy(() -> rows.row(line("2019-08-15 00:00:00\tsecret")))
                .isInstanceOf(BadLine.class)
                .message()
                .doesNotContain("secret");
        assertThat(rows.row(line("2019-08-15 00:00:00\t12345")))
                .hasToString("row of exports/LT_1/2019-08-15/texts/a.tgz a.tsv:7");
    }

    @Test
    void numbersAreThoseThatJavaReads() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String text = decimal(random);
            byte[] bytes = ("\t" + text + "\t").getBytes(ISO_8859_1);

            assertThat(Double.doubleToRawLongBits(Numbers.parseDouble(bytes, 1, bytes.length - 1, "x")))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    @Test
    void everyWrittenDoubleIsReadBack() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                byte[] bytes = Double.toString(value).getBytes(ISO_8859_1);

                assertThat(Numbers.parseDouble(bytes, 0, bytes.length, "x")).isEqualTo(value);
            }
        }
    }

    @Test
    void everyLongIsReadBack() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            byte[] bytes = Long.toString(value).getBytes(ISO_8859_1);

            assertThat(Numbers.parseLong(bytes, 0, bytes.length, "x")).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Asia/Tokyo",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Sao_Paulo",
                "Pacific/Apia",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "+05:30"
            })
    void timesAreThoseOfTheZone(String id) {
        ZoneId zone = ZoneId.of(id);
        Timestamps timestamps = new Timestamps(zone);
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            LocalDateTime local = localTime(random, zone.getRules());
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            byte[] bytes = local.format(DATETIME).getBytes(ISO_8859_1);

            if (offsets.isEmpty()) {
                assertThatThrownBy(() -> timestamps.epochSecond(bytes, 0, bytes.length, "at"))
                        .as("%s in %s", local, id)
                        .isInstanceOf(BadLine.class);
            } else {
                assertThat(timestamps.epochSecond(bytes, 0, bytes.length, "at"))
                        .as("%s in %s", local, id)
                        .isEqualTo(local.toEpochSecond(offsets.get(0)));
            }
        }
    }

    private static void check(JsonNode spec) {
        byte[] bytes = spec.has("hex")
                ? HexFormat.of().parseHex(spec.get("hex").asText())
                : spec.get("line").asText().getBytes(UTF_8);
        // Within a larger buffer, as lines of an archive are.
        byte[] buffer = new byte[bytes.length + 6];
        Arrays.fill(buffer, (byte) '9');
        System.arraycopy(bytes, 0, buffer, 3, bytes.length);
        ExportFormat format = ExportFormat.of(
                spec.path("format").asText("tsv"),
                spec.has("header"),
                spec.has("columns") ? new Columns(spec.get("columns").asText()) : COLUMNS,
                KeyLayout.SENSE_VIDEO.toString());
        Entry entry = spec.has("header")
                ? ENTRY.under(format.header(spec.get("header").asText()))
                : ENTRY;
        Line line = new Line(entry, 7, 7, buffer, 3, 3 + bytes.length);
        Rows rows = new Rows(format, ZoneId.of(spec.path("zone").asText("UTC")), false);

        if (spec.has("reject")) {
            assertThatThrownBy(() -> rows.row(line))
                    .isInstanceOf(BadLine.class)
                    .hasMessage(spec.get("reject").asText());
        } else {
            assertThat(new LinkedHashMap<>(rows.row(line))).isEqualTo(row(spec.get("row")));
        }
    }

    private static Map<String, Object> row(JsonNode spec) {
        Map<String, Object> row = new LinkedHashMap<>();
        spec.properties().forEach(column -> row.put(column.getKey(), value(column.getValue())));
        return row;
    }

    /** An integer is a long; {@code ["double", "1e22"]} is what Java reads of the text. */
    private static Object value(JsonNode spec) {
        if (spec.isArray()) {
            return Double.valueOf(spec.get(1).asText());
        }
        return spec.isIntegralNumber() ? spec.asLong() : spec.isNumber() ? (Object) spec.asDouble() : spec.asText();
    }

    private static Line line(String text) {
        return Line.of(ENTRY, 7, 7, text.getBytes(UTF_8));
    }

    private static String decimal(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        int whole = random.nextInt(12);
        int fraction = whole == 0 ? 1 + random.nextInt(12) : random.nextInt(12);
        digits(random, text, whole);
        if (fraction > 0 || random.nextBoolean()) {
            text.append('.');
        }
        digits(random, text, fraction);
        if (random.nextInt(5) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(600) - 300);
        }
        double value = Double.parseDouble(text.toString());
        return Double.isFinite(value) ? text.toString() : "1";
    }

    private static void digits(Random random, StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
    }

    /** Half of the times are near a change of the clocks. */
    private static LocalDateTime localTime(Random random, ZoneRules rules) {
        LocalDateTime any = LocalDateTime.of(1970, 1, 3, 0, 0).plusSeconds(random.nextLong(80L * 365 * 86_400));
        var change = rules.nextTransition(any.toInstant(ZoneOffset.UTC));
        return change == null || random.nextBoolean()
                ? any
                : change.getDateTimeBefore().plusSeconds(random.nextInt(14_400) - 7_200);
    }
}
