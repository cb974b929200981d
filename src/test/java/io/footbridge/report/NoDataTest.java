package io.footbridge.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Bridge.Answer;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real command on days, hours and cameras without data: none of them is without visitors. */
final class NoDataTest {

    private static final String DOOR = "LT_92ca49b9-8671-4913-ba77-a3f4453ade4d";
    private static final String HALL = "LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc";
    private static final String STAIRS = "LT_5d1c7e88-3333-4ccc-9ddd-abcdef012345";
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
    void aDayOfWhichNothingWasImportedHasNoReportAndEachCameraIsNamed() {
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();
        bridge.s3().put(Bridge.BUCKET, key(STAIRS, "2019-08-16", "broken"), "no gzip".getBytes(UTF_8));
        assertThat(bridge.run("import").status()).isEqualTo(2);
        export(HALL, "2019-08-16", "2019-08-16_010200", line("1", "2019-08-16 01:02:00.000"));
        export(HALL, "2019-08-16", "2019-08-16_010500", line("1", "2019-08-16 01:05:00.000"));

        Answer answer = bridge.run("report", "--date", "2019-08-16");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("""
                        footbridge: there is no data of 2019-08-16 (UTC): no object of that day was imported; no report was published
                        footbridge:   %s: 1 object failed
                        footbridge:   %s: no object of that day
                        footbridge:   %s: 2 objects not imported yet
                        """.formatted(STAIRS, DOOR, HALL));
        assertThat(reports()).isEmpty();
    }

    @Test
    void aDayLongPastWithoutDataHasNoReport() {
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();

        Answer answer = bridge.run("report", "--date", "2018-01-01");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("there is no data of 2018-01-01 (UTC)", DOOR + ": no object of that day");
        assertThat(reports()).isEmpty();
    }

    @Test
    void onADayOfObjectsWithoutRowsNobodyCame() {
        export(DOOR, "2019-08-16", "a", line("1", "2019-08-16 09:00:00.000"));
        export(DOOR, "2019-08-18", "closed");
        assertThat(bridge.run("import").status()).isZero();

        Answer answer = bridge.run("report", "--date", "2019-08-18");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("Visitors: 0; the day before: no data.");
        assertThat(reports()).hasSize(2);
    }

    @Test
    void aDayBeforeWithoutDataIsNotZero() {
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();

        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("No data on the day before.\nVisitors: 1; the day before: no data.\n");
        assertThat(text("reports/2019-08-15/visitors.csv")).contains("2019-08-15,,,,,1,no data,0.0,1");
        assertThat(text("reports/2019-08-15/visitors.html"))
                .contains("<dt>Day before</dt><dd class=\"no-data\">no data</dd>")
                .doesNotContain("<dt>Change</dt>");
    }

    @Test
    void aDayBeforeOnWhichNobodyCameIsZero() {
        export(DOOR, "2019-08-14", "closed");
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();

        assertThat(bridge.run("report", "--date", "2019-08-15").out()).contains("Visitors: 1; the day before: 0.\n");
    }

    @Test
    void aCameraWithoutDataIsNamedAndHasNoZero() {
        export(DOOR, "2019-08-14", "a", line("1", "2019-08-14 09:00:00.000"));
        export(HALL, "2019-08-14", "a", line("1", "2019-08-14 09:00:00.000"));
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();
        export(HALL, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));

        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains(
                        "No data on this day: " + HALL + ".\n",
                        "Not imported yet: " + HALL + " (1 object).\n",
                        HALL + "   no data           1                -");
    }

    @Test
    void hoursWithoutAnObjectAreSilent() {
        for (String time : List.of("090000", "100500", "120000")) {
            export(DOOR, "2019-08-15", "2019-08-15_" + time);
        }
        export(DOOR, "2019-08-15", "2019-08-15_080000", line("1", "2019-08-15 08:59:00.000"));
        export(HALL, "2019-08-15", "all-of-it");
        assertThat(bridge.run("import").status()).isZero();

        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("Silent on this day: " + DOOR
                        + " 00:00\u201308:00, 11:00\u201312:00, 13:00\u201324:00.\nVisitors: 1;");
        assertThat(text("reports/2019-08-15/visitors.csv"))
                .contains(DOOR + ",10,,,0,no data,,", DOOR + ",11,,,silent,no data,,", HALL + ",11,,,0,no data,,");
        String page = text("reports/2019-08-15/visitors.html");
        assertThat(page.indexOf("<li>Silent on this day: ")).isBetween(0, page.indexOf("<dt>Visitors</dt>"));
    }

    @Test
    void aDayOfAnotherZoneSpansTwoDatesOfTheExporter() throws IOException {
        for (int hour = 15; hour < 24; hour++) {
            export(DOOR, "2019-08-14", "2019-08-14_" + hour + "0000");
        }
        for (int hour = 0; hour < 15; hour++) {
            if (hour != 3) {
                export(DOOR, "2019-08-15", "2019-08-15_%02d0000".formatted(hour));
            }
        }
        export(DOOR, "2019-08-15", "2019-08-15_153000", line("1", "2019-08-15 15:30:00.000"));
        assertThat(bridge.run("import").status()).isZero();
        bridge.set("REPORT_TIME_ZONE", "Asia/Tokyo");

        Answer answer = bridge.run("report", "--date", "2019-08-15", "--format", "json", "--no-publish");

        assertThat(answer.status()).as(answer.err()).isZero();
        JsonNode all = JSON.readTree(answer.out()).at("/scopes/0");
        assertThat(all.at("/gaps/0/silent_hours").toString()).isEqualTo("[12]");
        assertThat(all.at("/visitors").asInt()).isZero();
        assertThat(all.at("/day_before_missing").asText()).isEqualTo("no data");
        assertThat(bridge.run("report", "--date", "2019-08-14", "--no-publish").status())
                .isEqualTo(1);
    }

    @Test
    void anUnknownCameraIsAMistake() {
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();

        Answer near = bridge.run("report", "--date", "2019-08-15", "--camera", DOOR.replace("92ca", "92cb"));
        Answer far = bridge.run("report", "--date", "2019-08-15", "--camera", "x");

        assertThat(near.status()).isEqualTo(1);
        assertThat(near.out()).isEmpty();
        assertThat(near.err())
                .contains("footbridge: no object in the bucket is of the camera " + DOOR.replace("92ca", "92cb")
                        + ", and no report was published; did you mean '" + DOOR + "'?\n");
        assertThat(far.status()).isEqualTo(1);
        assertThat(far.err()).contains("of the camera x, and no report was published; there is 1 camera, " + DOOR);
    }

    @Test
    void aCameraWithoutDataOfTheDayIsNoUnknownOne() {
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        export(HALL, "2019-07-01", "a", line("1", "2019-07-01 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();

        Answer answer = bridge.run("report", "--date", "2019-08-15", "--camera", HALL);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("there is no data of 2019-08-15 (UTC)", HALL + ": no object of that day")
                .doesNotContain(DOOR);
    }

    @Test
    void aColumnThatTheTableLacksIsNamed() {
        bridge.set("EXPORT_COLUMNS", "datetime:datetime,uid:string,type:long,attributes:json");
        export(DOOR, "2019-08-15", "a", "2019-08-15 09:00:00.000\t1\t1\t{\"Age\": \"Adult\"}");
        assertThat(bridge.run("import").status()).isZero();

        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("the table sense_video has no column confidence, which sql/visitors.sql needs: ")
                .contains("no report was published");
        assertThat(reports()).isEmpty();
    }

    @Test
    void rowsWithoutObjectsAreAReport() {
        export(DOOR, "2019-08-15", "2019-08-15_090000", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();
        bridge.s3()
                .client()
                .deleteObject(delete ->
                        delete.bucket(Bridge.BUCKET).key("imported/" + key(DOOR, "2019-08-15", "2019-08-15_090000")));

        Answer answer = bridge.run("report", "--date", "2019-08-15", "--camera", DOOR);

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("Visitors: 1; the day before: no data.")
                .doesNotContain("Silent");
    }

    @Test
    void aDayThatIsNotOverSaysSo() throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        export(DOOR, today.toString(), "a", line("1", today + " 00:00:00.000"));
        export(DOOR, today.minusDays(1).toString(), "a", line("1", today.minusDays(1) + " 00:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();

        Answer answer = bridge.run("report", "--date", today.toString());

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("The day is not over: the figures end at ");
        assertThat(text("reports/" + today + "/visitors.html"))
                .contains("<li>The day is not over: ")
                .doesNotContain("<dt>Change</dt>");
    }

    @ParameterizedTest
    @CsvSource({"--no-publish, 0", "--format=csv, 2"})
    void aReportWritesNothingButItself(String option, int written) {
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();
        int before = writes();

        Answer answer = bridge.set("BATCH_MAX_RECORDS", "7").run("report", "--date", "2019-08-15", option);

        assertThat(answer.status()).isZero();
        assertThat(writes() - before).isEqualTo(written);
    }

    @Test
    void aPrefixThatMayNotBeListedIsNamed() {
        export(DOOR, "2019-08-15", "a", line("1", "2019-08-15 09:00:00.000"));
        assertThat(bridge.run("import").status()).isZero();
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.LIST && key.startsWith("imported/")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());

        Answer answer = bridge.run("report", "--date", "2019-08-15");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains(
                        "footbridge: imported/" + ScorerCloud.PREFIX + " cannot be listed: S3 answers 403 AccessDenied",
                        "; check --iam-policy prints what must be allowed; no report was published");
        assertThat(reports()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsNamedBeforeAnythingIsAsked() {
        Answer answer =
                bridge.run("report", "--output", folder.resolve("no/such/x").toString());

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("but there is no folder " + folder.resolve("no/such"));
        assertThat(bridge.td().requests()).isEmpty();
        assertThat(bridge.s3().requests().stream().filter(request -> request.operation() != S3Operation.CREATE_BUCKET))
                .isEmpty();
    }

    @Test
    void manyObjectsAndCamerasAreListedPageByPage() {
        bridge.s3().limitPagesTo(Bridge.BUCKET, 100);
        IntStream.iterate(0, minute -> minute < 1_440, minute -> minute + 10)
                .filter(minute -> minute / 60 != 5)
                .forEach(minute -> bridge.s3()
                        .put(
                                Bridge.BUCKET,
                                "imported/"
                                        + key(
                                                DOOR,
                                                "2019-08-15",
                                                "2019-08-15_%02d%02d00".formatted(minute / 60, minute % 60)),
                                new byte[0]));
        IntStream.range(0, 110)
                .forEach(number -> bridge.s3()
                        .put(Bridge.BUCKET, "imported/" + key("LT_" + number, "2018-01-01", "a"), new byte[0]));
        export(DOOR, "2019-08-15", "extra", line("1", "2019-08-15 09:00:00.000"));
        bridge.run("import");
        bridge.s3()
                .client()
                .deleteObject(
                        delete -> delete.bucket(Bridge.BUCKET).key("imported/" + key(DOOR, "2019-08-15", "extra")));

        Answer answer = bridge.run("report", "--date", "2019-08-15", "--no-publish");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("Silent on this day: " + DOOR + " 05:00\u201306:00.\n");
        assertThat(bridge.run("report", "--date", "2019-08-15", "--camera", "LT_109x", "--no-publish")
                        .err())
                .contains("did you mean 'LT_109'?");
    }

    private int writes() {
        return bridge.s3().count(S3Operation.PUT)
                + bridge.s3().count(S3Operation.COPY)
                + bridge.s3().count(S3Operation.DELETE);
    }

    private List<String> reports() {
        return bridge.s3().keys(Bridge.BUCKET, "reports/");
    }

    private void export(String device, String date, String name, String... lines) {
        String text = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
        bridge.s3().put(Bridge.BUCKET, key(device, date, name), Archives.tgz(Map.of("data.tsv", text)));
    }

    private static String key(String device, String date, String name) {
        return ScorerCloud.PREFIX + device + "/" + date + "/texts/" + name + ".tgz";
    }

    private static String line(String uid, String datetime) {
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
                "{\"Age\": \"Adult\", \"AgeConf\": 0.98, \"Gender\": \"Male\", \"GenderConf\": 0.97}");
    }

    private String text(String key) {
        return new String(bridge.s3().bytes(Bridge.BUCKET, key), UTF_8);
    }
}
