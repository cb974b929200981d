package io.footbridge.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.report.Visits.Group;
import io.footbridge.report.render.Format;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Bridge.Answer;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of labels, cameras and numbers that mean no good. */
@Timeout(120)
final class HostileReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What steers a terminal, turns the text around it, or cannot be written as UTF-8. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029&&[^\\n\\r]]");

    private static final String STEERS =
            "a\u001b]0;owned\u0007\u001b[2J\u0000\u202egpj.\u2066\u061c\u200f\u2028b\u0085c\r\nd\te\ud800f\u009b1mg\ufeff";

    @ParameterizedTest
    @EnumSource(Format.class)
    void noFormatShowsWhatSteersATerminalOrTurnsText(Format format) {
        String text = format.render(labelled(STEERS, STEERS));
        String ours = format == Format.HTML ? text.replaceAll("(?s)<(script|style)>.*?</\\1>", "") : text;

        assertThat(STEERING.matcher(ours).results().map(found ->
                        (int) found.group().charAt(0)))
                .isEmpty();
        assertThat(ours).contains("202egpj.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1",
                "-1+1",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\u3000=1",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1",
                "\uff201",
                "Adult;=1+1",
                "Adult,=1+1",
                "Adult\t=1+1",
                "Adult|=1+1",
                "\"=1+1",
                "a\";=1",
                "\u200b=1",
                "\ufeff=1",
                "\u0000=1",
                ";-1",
                "';=1"
            })
    void noFieldOfTheCsvIsAFormula(String label) {
        String csv = Format.CSV.render(labelled(label, label));

        for (String separators : List.of(",", ";", "\t", "|", ",;", ";\"", ",\"")) {
            for (String field : csv.split("[\\n" + separators + "]", -1)) {
                assertThat(field.strip().replaceFirst("^[\\s\"\\p{Cf}]+", ""))
                        .as("%s divided by %s", label, separators)
                        .doesNotStartWith("=")
                        .doesNotStartWith("+")
                        .doesNotStartWith("@")
                        .doesNotMatch("(?s)-.*|[\uff1d\uff0b\uff0d\uff20].*");
            }
        }
        assertThat(csv).contains("2019-08-15,,,,,2,no data,5.0,2\n");
    }

    @Test
    void markdownMakesNoLinkMentionOrMarkup() {
        String label = "https://evil.example www.evil.example @all ![x](http://x) <b> &lt; ~~a~~ $x$ `c` | d";

        String row = Format.MARKDOWN
                .render(labelled(label, "camera"))
                .lines()
                .filter(line -> line.contains("evil"))
                .findFirst()
                .orElseThrow();

        assertThat(row)
                .doesNotContain("https://", "www.", " @all", "![", " <b>", " &lt;", "~~a", " $x", " `c")
                .contains("https\\://evil.example www\\.evil.example \\@all \\!\\[x\\](http\\://x) \\<b\\> \\&lt;");
    }

    @Test
    void aPageRunsNothingThatALabelBrings() {
        String page = Format.HTML.render(labelled(
                "</script><script>alert(1)</script><!--<svg onload=alert(1)>\"'`",
                "</title><img src=x onerror=alert(1)>"));
        String ours = page.replaceAll("(?s)<(script|style)>.*?</\\1>", "");

        assertThat(page.split("<script", -1)).as("only our own script").hasSize(2);
        assertThat(ours)
                .doesNotContain("<svg", "<img", "<!--", "alert(1)</script>")
                .contains("&lt;svg onload");
        assertThat(page).contains("default-src 'none'; script-src 'sha256-");
    }

    @Test
    void aLongLabelIsCut() {
        String page = Format.HTML.render(labelled("\ud83d\ude00".repeat(500_000), "x".repeat(1_000_000)));

        assertThat(page).hasSizeLessThan(1_000_000).contains("\ud83d\ude00…", "x…");
    }

    /** Ten thousand labels on as many cameras; whatever is rare is put together. */
    @ParameterizedTest
    @CsvSource({"10000, 1", "1, 10000", "10000, 10000", "100, 3000"})
    void labelsAndCamerasWithoutEndMakeNoReportWithoutEnd(int labels, int cameras) {
        List<Visits> visits = new ArrayList<>();
        Map<String, Long> naive = new HashMap<>();
        int rows = Math.max(labels, cameras) * 4;
        for (int i = 0; i < rows; i++) {
            String camera = "LT_" + i % cameras;
            visits.add(new Visits("2019-08-15", camera, i % 24, new Group("age " + i % labels, "Male"), 3, 30));
            naive.merge(camera, 4L, Long::sum);
        }

        Report report = report(visits, naive, 0);

        for (Format format : Format.values()) {
            assertThat(format.render(report).length()).as("%s", format).isLessThan(60_000_000);
        }
        assertThat(Format.HTML.render(report)).as("what a browser opens").hasSizeLessThan(4_000_000);
        assertThat(report.all().visitors().number()).isEqualTo(3L * rows);
        assertThat(report.all().naive().number()).isEqualTo(4L * rows);
        assertThat(report.all().groups()).hasSizeLessThanOrEqualTo(101);
        assertThat(report.scopes()).hasSizeLessThanOrEqualTo(2002);
        assertThat(report.all().groups().stream()
                        .mapToLong(group -> group.visitors().number())
                        .sum())
                .isEqualTo(3L * rows);
        assertThat(report.all().cameras().stream()
                        .mapToLong(camera -> camera.visitors().number())
                        .sum())
                .isEqualTo(3L * rows);
        assertThat(report.all().secondsInView()).hasValue(10);
    }

    @ParameterizedTest
    @CsvSource({
        "hour, 24",
        "hour, -1",
        "hour, 1e9",
        "visitors, -1",
        "visitors, 9223372036854775807",
        "visitors, 1e400",
        "visitors, 99999999999999999999999999",
        "visitors, NaN",
        "visitors, \"7\"",
        "seconds_in_view, -5",
        "seconds_in_view, [1]",
        "seconds_in_view, null"
    })
    void anAnswerThatIsNoCountIsRefusedByItsName(String column, String value) throws Exception {
        Map<String, JsonNode> row = new LinkedHashMap<>();
        JsonNode good = JSON.readTree(
                "{\"day\": \"2019-08-15\", \"camera\": \"a\", \"hour\": 1, \"age\": \"Old\", \"gender\": \"Male\","
                        + " \"visitors\": 1, \"seconds_in_view\": 1}");
        good.properties().forEach(field -> row.put(field.getKey(), field.getValue()));
        row.put(column, number(value));

        assertThatThrownBy(() -> report(List.of(Visits.of(new QueryRow("visitors", row))), Map.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sql/visitors.sql returns ")
                .hasMessageContaining(" for " + column + "; expected a number from 0 to ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x' or 1=1", "x\"", "a;b", "a--b", "a/*b", "a\nb", "a b", "a\u0000b", "`x`"})
    void aValueThatCouldBeSqlReachesNoQuery(String value, @TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("sql"));
        Files.writeString(directory.resolve("sql/visitors.sql"), "select '${cameras}'");

        assertThatThrownBy(() -> new Queries(directory).text("visitors", Map.of("cameras", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the value of ${cameras} in sql/visitors.sql is ");
    }

    @Test
    void theCommandTellsHostileRowsApartFromTheReport(@TempDir Path folder) throws Exception {
        String camera = "LT_<img src=x onerror=alert(1)>'; drop table x --";
        try (Bridge bridge = Bridge.start(folder).set("REPORT_TIME_ZONE", "UTC")) {
            String line = "2019-08-15 01:02:03.000\t1\t42\t1\t0.95\t1\t2\t3\t4\t"
                    + "{\"Age\": \"\\u001b[2J</script><script>alert(1)\\u202e\", \"AgeConf\": 0.99, \"Gender\": \"=1+1\","
                    + " \"GenderConf\": 0.99}\n";
            bridge.s3()
                    .put(
                            Bridge.BUCKET,
                            ScorerCloud.PREFIX + camera + "/2019-08-15/texts/a.tgz",
                            Archives.tgz(Map.of("a.tsv", line)));
            assertThat(bridge.run("import").status()).isZero();

            Answer answer = bridge.run("report", "--date", "2019-08-15");

            assertThat(answer.status()).isZero();
            assertThat(answer.out() + answer.err())
                    .doesNotContain("\u001b", "\u202e")
                    .contains("\\u001b[2J", camera);
            assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/"))
                    .containsExactly("reports/2019-08-15/visitors.csv", "reports/2019-08-15/visitors.html");
            assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, "reports/2019-08-15/visitors.html"), UTF_8))
                    .doesNotContain("<script>alert", "<img src");
            assertThat(new String(bridge.s3().bytes(Bridge.BUCKET, "reports/2019-08-15/visitors.csv"), UTF_8))
                    .contains(",'=1+1,1,no data,,");
            for (String[] command : new String[][] {
                {"report", "--camera", "x' or 1=1"},
                {"report", "--date", "../../x"},
                {"report", "--date", "2019-08-15' or '"}
            }) {
                assertThat(bridge.run(command).status()).isEqualTo(1);
            }
        }
    }

    private static JsonNode number(String value) throws JsonProcessingException {
        return value.equals("NaN") ? JSON.getNodeFactory().numberNode(Double.NaN) : JSON.readTree(value);
    }

    private static Report labelled(String age, String camera) {
        return report(
                List.of(
                        new Visits("2019-08-15", camera, 9, new Group(age, age), 1, 5),
                        new Visits("2019-08-15", camera + "2", 9, new Group(age, "Male"), 1, 5)),
                Map.of(camera, 2L),
                0);
    }

    private static Report report(List<Visits> visits, Map<String, Long> naive, int minimumGroup) {
        LocalDate day = LocalDate.of(2019, 8, 15);
        ZoneId zone = ZoneId.of("UTC");
        Instant now = Instant.parse("2019-08-16T06:00:00Z");
        return new Report(
                day,
                zone,
                List.of(),
                minimumGroup,
                now,
                new Figures(visits, "2019-08-15", naive, minimumGroup, new Coverage(day, zone, now)).scopes());
    }
}
