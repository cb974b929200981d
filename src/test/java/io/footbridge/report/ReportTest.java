package io.footbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Bridge.Answer;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.td.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real command on rows that came through the real routes, answered by a real query engine. */
final class ReportTest {

    private static final String DOOR = "LT_92ca49b9-8671-4913-ba77-a3f4453ade4d";
    private static final String HALL = "LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc";
    private static final String PAGE = "reports/2019-08-15/visitors.html";
    private static final String CSV = "reports/2019-08-15/visitors.csv";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder.resolve("td")).set("REPORT_TIME_ZONE", "UTC");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void countsEverybodyOnceAndPublishesThePageAndTheCsv() {
        importTwoCameras();

        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .startsWith("""
                        Visitors on Thursday, 15 August 2019 (UTC)
                        """)
                .contains("\nVisitors: 4; the day before: 1.\n")
                .contains("""
                        By age and gender
                          age    gender   visitors  day before
                          Adult  Female          1           0
                          Adult  Male            2           1
                          Old    Unknown         1           0
                        """)
                .contains("09:00         3           0")
                .contains(HALL + "         1     no data             20.0")
                .contains("No data on the day before: " + HALL + ".");
        assertThat(answer.err()).contains("published s3://exports/" + PAGE);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).containsExactly(CSV, PAGE);
        assertThat(text(PAGE)).startsWith("<!DOCTYPE html>").contains("Thursday, 15 August 2019");
        assertThat(text(CSV))
                .isEqualTo(bridge.run("report", "--date", "2019-08-15", "--format", "csv", "--no-publish")
                        .out())
                .contains("2019-08-15,,,,,4,1,", "2019-08-15," + HALL + ",,Adult,Male,1,no data,,");
    }

    @Test
    void aCameraCanBeLookedAtAloneWhichIsNotPublished() throws IOException {
        importTwoCameras();

        Answer answer = bridge.run("report", "--date", "2019-08-15", "--camera", HALL, "--format", "json");

        assertThat(answer.status()).isZero();
        JsonNode report = JSON.readTree(answer.out());
        assertThat(report.at("/scopes/0/visitors").asInt()).isEqualTo(1);
        assertThat(report.at("/only_cameras/0").asText()).isEqualTo(HALL);
        assertThat(report.at("/scopes/0/seconds_in_view").asDouble()).isEqualTo(20);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    @Test
    void aReportCanGoToAFile() throws IOException {
        importTwoCameras();
        Path file = folder.resolve("report.md");

        Answer answer = bridge.run(
                "report", "--date", "2019-08-15", "--format", "markdown", "--output", file.toString(), "--no-publish");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("wrote " + file);
        assertThat(Files.readString(file))
                .startsWith("# Visitors on Thursday, 15 August 2019 (UTC)\n")
                .contains("| Adult | Female | 1 | 0 |");
    }

    @Test
    void theDayIsThatOfTheZone() throws IOException {
        importLines(
                DOOR,
                "edges",
                List.of(
                        line("before", "2019-08-14 14:59:59.999", "Adult", "Male"),
                        line("first", "2019-08-14 15:00:00.000", "Adult", "Male"),
                        line("last", "2019-08-15 14:59:59.999", "Adult", "Female"),
                        line("after", "2019-08-15 15:00:00.000", "Adult", "Male")));

        JsonNode report = JSON.readTree(bridge.set("REPORT_TIME_ZONE", "Asia/Tokyo")
                .run("report", "--date", "2019-08-15", "--format", "json")
                .out());

        assertThat(report.at("/scopes/0/visitors").asInt()).isEqualTo(2);
        assertThat(report.at("/scopes/0/day_before").asInt()).isEqualTo(1);
        assertThat(report.at("/scopes/0/hours/0/visitors").asInt()).isEqualTo(1);
        assertThat(report.at("/scopes/0/hours/23/visitors").asInt()).isEqualTo(1);
    }

    @Test
    void noiseInTheLabelsMakesNobodyTwoPeople() throws IOException {
        importLines(DOOR, "noisy", noisyLines(200, 12, 0.05));

        JsonNode all = JSON.readTree(bridge.run("report", "--date", "2019-08-15", "--format", "json")
                        .out())
                .at("/scopes/0");

        assertThat(all.get("naive_count").asInt()).isGreaterThanOrEqualTo(300);
        assertThat(all.get("visitors").asInt()).isEqualTo(200);
        int groups = 0;
        for (JsonNode group : all.get("groups")) {
            groups += group.get("visitors").asInt();
        }
        assertThat(groups).isEqualTo(200);
    }

    @Test
    void smallGroupsAreWithheld() {
        importTwoCameras();

        Answer answer = bridge.set("REPORT_MINIMUM_GROUP", "3").run("report", "--date", "2019-08-15");

        assertThat(answer.out())
                .contains("Visitors: 4; the day before: withheld.")
                .contains("Old    Unknown  withheld");
        assertThat(text(CSV)).contains("Old,Unknown,withheld");
    }

    @Test
    void aMissingDatabaseIsSaidAndNothingIsPublished() {
        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("footbridge: Treasure Data", "no report was published")
                .contains("shop");
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    @Test
    void anErrorOfTheQueryIsShownInTheEnginesOwnWords() throws IOException {
        importTwoCameras();

        Answer answer = bridge.run(withQuery("select nosuch from ${table}"), "report", "--date", "2019-08-15");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("line 1:8: Column 'nosuch' cannot be resolved", "status error", "no report was published");
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    @Test
    void aSlowQueryIsKilledInTime() throws IOException {
        importTwoCameras();
        Path directory = withQuery("select count(*) from unnest(sequence(1, 10000)) a (x)"
                + " cross join unnest(sequence(1, 10000)) b (y) cross join unnest(sequence(1, 10000)) c (z)"
                + " where x * y % 7 = z % 5");

        Answer answer = bridge.set("REPORT_TIMEOUT_SECONDS", "1").run(directory, "report", "--date", "2019-08-15");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("did not answer the query visitors within 1 s (report.timeout-seconds)")
                .contains("is killed");
        assertThat(bridge.td().requests()).anyMatch(request -> request.path().startsWith("/v3/job/kill/"));
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    @Test
    void whenTreasureDataFailsNothingIsPublished() {
        importTwoCameras();
        bridge.td()
                .onRequest((method, path, number) -> path.contains("/job/")
                        ? Fault.status(422, Map.of(), "the engine is being mended")
                        : Fault.none());

        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("the engine is being mended", "no report was published");
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --date   | tomorrow   | --date is 'tomorrow'; expected a day such as 2019-08-15, today or yesterday
            --date   | 2019-02-30 | --date is '2019-02-30'
            --camera | a' or 1=1  | --camera is 'a' or 1=1'; expected a device id
            --format | pdf        | Invalid value for option '--format'
            --output | no/such/x  | --output is no/such/x, but there is no folder
            --output | target     | --output is target, which is a folder
            --date   | 2999-01-01 | --date is 2999-01-01, which has not begun in UTC
            --date   | 1969-12-31 | --date is '1969-12-31'; there are no rows from before 1970
            """)
    void wrongUsageIsSaidInOneLine(String option, String value, String message) {
        importTwoCameras();

        Answer answer = bridge.run("report", option, value);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("footbridge: " + message);
        assertThat(bridge.s3().keys(Bridge.BUCKET, "reports/")).isEmpty();
    }

    private void importTwoCameras() {
        importLines(
                DOOR,
                "door",
                List.of(
                        line("1", "2019-08-14 10:00:00.000", "Adult", "Male"),
                        line("1", "2019-08-15 09:00:00.000", "Adult", "Male"),
                        line("1", "2019-08-15 09:00:10.000", "Adult", "Male"),
                        line("2", "2019-08-15 09:30:00.000", "Adult", "Female"),
                        line("2", "2019-08-15 09:30:02.000", "Adult", "Female"),
                        line("2", "2019-08-15 09:30:01.000", "Young", "Female").replace("0.98", "0.5"),
                        line("3", "2019-08-15 09:59:59.000", "Old", "Male")
                                .replace("\"GenderConf\": 0.97", "\"GenderConf\": 0.3"),
                        line("4", "2019-08-15 11:00:00.000", "Old", "Male").replace("\t1\t0.95", "\t2\t0.95")));
        importLines(
                HALL,
                "hall",
                List.of(
                        line("1", "2019-08-15 12:00:00.000", "Adult", "Male"),
                        line("1", "2019-08-15 12:00:20.000", "Adult", "Male")));
    }

    private void importLines(String device, String name, List<String> lines) {
        bridge.s3()
                .put(
                        Bridge.BUCKET,
                        ScorerCloud.PREFIX + device + "/2019-08-15/texts/" + name + ".tgz",
                        Archives.tgz(Map.of("data.tsv", String.join("\n", lines) + "\n")));
        assertThat(bridge.run("import").status()).isZero();
    }

    private static String line(String uid, String datetime, String age, String gender) {
        return String.join(
                "\t",
                datetime,
                "1",
                uid,
                "1",
                "0.95",
                "640",
                "360",
                "32",
                "64",
                "{\"Age\": \"" + age + "\", \"AgeConf\": 0.98, \"Gender\": \"" + gender + "\", \"GenderConf\": 0.97}");
    }

    /** Each label of each frame is another one than the person's, with some probability. */
    private static List<String> noisyLines(int people, int frames, double noise) {
        List<String> ages = List.of("Child", "Young", "Adult", "Old");
        List<String> genders = List.of("Female", "Male");
        Random random = new Random(20_190_815);
        List<String> lines = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            for (int frame = 0; frame < frames; frame++) {
                int age = person % 4 + (random.nextDouble() < noise ? 1 + random.nextInt(3) : 0);
                int gender = person / 4 % 2 + (random.nextDouble() < noise ? 1 : 0);
                lines.add(line(
                        "p" + person,
                        String.format("2019-08-15 %02d:%02d:%02d.500", person % 24, person / 24, frame),
                        ages.get(age % 4),
                        genders.get(gender % 2)));
            }
        }
        return lines;
    }

    /** A working directory whose own query is asked instead of the one in the jar. */
    private Path withQuery(String sql) throws IOException {
        Path directory = folder.resolve("working");
        Files.createDirectories(directory.resolve("sql"));
        Files.writeString(directory.resolve("sql/visitors.sql"), sql);
        return directory;
    }

    private String text(String key) {
        return new String(bridge.s3().bytes(Bridge.BUCKET, key), StandardCharsets.UTF_8);
    }
}
