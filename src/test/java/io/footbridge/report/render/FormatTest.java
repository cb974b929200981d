package io.footbridge.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.report.ExampleReports;
import io.footbridge.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatTest {

    @Test
    void theTableIsAligned() {
        assertThat(Format.TABLE.render(ExampleReports.twoCameras(0)))
                .startsWith("""
                        Visitors on Thursday, 15 August 2019 (Asia/Tokyo)
                        Visitors: 12; the day before: 8.
                        Average time in view: 11.3 s.
                        A count of distinct ids per label gives 19: it counts a person once per label they were given, and omits people no camera classified with confidence.

                        By age and gender
                          age      gender   visitors  day before
                          Child    Female          0           8
                          Adult    Female          4           0
                          Adult    Male            3           0
                          Old      Male            4           0
                          Unknown  Unknown         1           0

                        By hour of arrival
                          hour   visitors  day before
                          00:00         0           0
                        """)
                .endsWith("""
                        By camera
                          camera                                   visitors  day before  seconds in view
                          LT_92ca49b9-8671-4913-ba77-a3f4453ade4d         7           8             10.4
                          LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc         5           0             12.4
                        """);
    }

    @Test
    void theCsvHasALineAFigureAndEmptyFieldsForAll() {
        assertThat(Format.CSV.render(ExampleReports.twoCameras(0)).lines())
                .hasSize(1 + 3 * (1 + 5 + 24))
                .startsWith(
                        "date,camera,hour,age,gender,visitors,day_before,seconds_in_view,naive_count",
                        "2019-08-15,,,,,12,8,11.3,19",
                        "2019-08-15,,,Child,Female,0,8,,")
                .contains(
                        "2019-08-15,,10,,,7,0,,",
                        "2019-08-15,LT_92ca49b9-8671-4913-ba77-a3f4453ade4d,,,,7,8,10.4,11",
                        "2019-08-15,LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc,23,,,1,0,,");
    }

    @Test
    void aLabelIsNoFormulaToASpreadsheet() {
        assertThat(Format.CSV.render(ExampleReports.labelled("=HYPERLINK(\"http://x\",\"y\")")))
                .contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",Female,2");
    }

    @Test
    void aLabelIsNoMarkup() {
        assertThat(Format.MARKDOWN.render(ExampleReports.labelled("a|b<i>\n# c")))
                .contains("| a\\|b\\<i\\> \\# c | Female | 2 | 0 |");
    }

    @Test
    void markdownHasATableAFigure() {
        assertThat(Format.MARKDOWN.render(ExampleReports.twoCameras(0)))
                .startsWith(
                        "# Visitors on Thursday, 15 August 2019 (Asia/Tokyo)\n\n- Visitors: 12; the day before: 8.\n")
                .contains("""
                        ## By age and gender

                        | age | gender | visitors | day before |
                        | --- | --- | ---: | ---: |
                        | Child | Female | 0 | 8 |
                        """);
    }

    @Test
    void jsonHasNumbersAndNullForWhatIsWithheld() throws IOException {
        JsonNode report = new ObjectMapper().readTree(Format.JSON.render(ExampleReports.twoCameras(5)));
        assertThat(report.get("date").asText()).isEqualTo("2019-08-15");
        assertThat(report.get("time_zone").asText()).isEqualTo("Asia/Tokyo");
        assertThat(report.at("/scopes/0/camera").isNull()).isTrue();
        assertThat(report.at("/scopes/0/visitors").asLong()).isEqualTo(12);
        assertThat(report.at("/scopes/0/groups/4/visitors").isNull()).isTrue();
        assertThat(report.at("/scopes/0/hours/23/visitors").isNull()).isTrue();
        assertThat(report.at("/scopes/1/camera").asText()).isEqualTo(ExampleReports.DOOR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TABLE    | 'Visitors: 13,968; the day before: no data.'
            TABLE    | '  Adult  Female    13,968     no data'
            CSV      | '2019-08-15,,,,,13968,no data,0.0,14000'
            CSV      | '2019-08-15,,9,,,13968,no data,,'
            JSON     | '"day_before" : null,'
            JSON     | '"day_before_missing" : "no data"'
            MARKDOWN | '| Adult | Female | 13,968 | no data |'
            MARKDOWN | '- No data on the day before.'
            HTML     | '<div><dt>Day before</dt><dd class="no-data">no data</dd></div>'
            HTML     | '<td class="number">13,968</td><td class="no-data number">no data</td>'
            """)
    void aDayBeforeWithoutDataIsNotZero(Format format, String expected) {
        assertThat(format.render(ExampleReports.noDayBefore()))
                .contains(expected)
                .doesNotContain("+13,968", ",13968,0,", "13,968 | 0 |");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TABLE    | 'Silent on this day: LT_92ca49b9-8671-4913-ba77-a3f4453ade4d 12:00–13:00.' | 'Visitors: 8'
            TABLE    | 'No data on the day before: LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc.'      | 'Visitors: 8'
            MARKDOWN | 'Silent on this day: LT\\_92ca49b9-8671-4913-ba77-a3f4453ade4d 12:00–13:00.' | 'Visitors: 8'
            HTML     | '<li>Silent on this day: LT_92ca49b9-8671-4913-ba77-a3f4453ade4d 12:00–13:00.</li>' | '(+100%)'
            HTML     | '<li>No data on the day before: LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc.</li>'      | '(+100%)'
            """)
    void whatIsMissingStandsBeforeTheFigures(Format format, String missing, String figure) {
        String text = format.render(ExampleReports.gaps());
        assertThat(text).contains(missing, figure);
        assertThat(text.indexOf(missing)).isLessThan(text.indexOf(figure));
    }

    @Test
    void aSilentHourIsNotZero() throws IOException {
        Report report = ExampleReports.gaps();
        assertThat(Format.CSV.render(report).lines())
                .contains(
                        "2019-08-15,LT_92ca49b9-8671-4913-ba77-a3f4453ade4d,12,,,silent,0,,",
                        "2019-08-15,LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc,12,,,0,no data,,",
                        "2019-08-15,,12,,,0,0,,");
        assertThat(Format.HTML.render(report)).contains("<td class=\"silent number\">silent</td>");
        JsonNode all = new ObjectMapper().readTree(Format.JSON.render(report)).at("/scopes/0");
        assertThat(all.at("/gaps/0/silent_hours").toString()).isEqualTo("[12]");
        assertThat(all.at("/gaps/1/day_before_no_data").asBoolean()).isTrue();
        assertThat(all.at("/gaps/1/camera").asText()).isEqualTo(ExampleReports.HALL);
    }
}
