package io.footbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FormatTest {

    @Test
    void theTableIsAligned() {
        assertThat(Format.TABLE.render(ExampleReports.twoCameras(0)))
                .startsWith("""
                        Visitors on Thursday, 15 August 2019 (Asia/Tokyo)
                        Visitors: 12; the day before: 8.
                        In view for 11.3 s in the mean, from first sight to last.
                        A count of distinct ids per label would have said 19: it counts a person again for every label that a camera gave them, and leaves out whom no camera was sure of.

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
}
