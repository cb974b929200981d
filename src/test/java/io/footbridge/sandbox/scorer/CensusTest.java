package io.footbridge.sandbox.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.scorer.Account.Group;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CensusTest {

    private static final String HEADER =
            "date,camera,hour,age,gender,visitors,day_before,seconds_in_view,naive_count\n";

    private final Census census = new Census(new Account(
            1, 30, Map.of("LT_1", 30L), Map.of(new Group("Adult", "Male"), 2L, new Group("Old", "Female"), 1L)));

    @Test
    void aReportOfEverybodyIsRight() {
        Census.Result held = census.hold(HEADER + "d,,,,,3,0,,\nd,,,Adult,Male,2,0,,\nd,,,Old,Female,1,0,,\n"
                + "d,,9,,,3,0,,\nd,LT_1,,,,3,0,,\nd,LT_1,,Adult,Male,9,0,,\n");

        assertThat(held).isEqualTo(new Census.Result(3, 0, List.of()));
    }

    @Test
    void whoIsUnknownIsMissingFromTheirGroup() {
        Census.Result held =
                census.hold(HEADER + "d,,,Adult,Male,1,0,,\nd,,,Adult,Unknown,1,0,,\nd,,,Old,Female,1,0,,\n");

        assertThat(held.agrees()).isTrue();
        assertThat(held.unsure()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            d,,,Adult,Male,2,0,, | 2 are reported, 3 walked by
            d,,,Adult,Male,3,0,, | Adult/Male: 3 are reported, 2 walked by
            d,,,Young,Male,1,0,, | Young/Male: 1 are reported, 0 walked by
            d,,,Unknown,Male,4,0,, | 4 are reported, 3 walked by
            """)
    void whatCannotBeTrueIsNamed(String line, String difference) {
        assertThat(census.hold(HEADER + line + "\n").differences()).contains(difference);
    }
}
