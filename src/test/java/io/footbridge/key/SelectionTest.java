package io.footbridge.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Selection ALL = new Selection(KeyLayout.SENSE_VIDEO, Set.of());
    private static final Selection ONE = new Selection(KeyLayout.SENSE_VIDEO, Set.of("LT_1"));

    @Test
    void takesTheExportsOfEveryCamera() {
        assertThat(ALL.takes("p/LT_1/2019-08-15/texts/a.tgz")).isTrue();
        assertThat(ALL.takes("p/LT_2/2019-08-15/texts/a.tgz")).isTrue();
    }

    @Test
    void takesTheExportsOfTheListedCamerasOnly() {
        assertThat(ONE.takes("p/LT_1/2019-08-15/texts/a.tgz")).isTrue();
        assertThat(ONE.takes("p/LT_11/2019-08-15/texts/a.tgz")).isFalse();
        assertThat(ONE.takes("LT_1/LT_2/2019-08-15/texts/a.tgz")).isFalse();
    }

    @Test
    void takesPlaceholdersOfFolders() {
        assertThat(ALL.takes("p/")).isTrue();
        assertThat(ALL.takes("p/LT_2/2019-08-15/texts/")).isTrue();
    }

    @Test
    void takesThePlaceholdersOfTheListedCamerasOnly() {
        assertThat(ONE.takes("p/LT_1/2019-08-15/texts/")).isTrue();
        assertThat(ONE.takes("p/LT_1/")).isTrue();
        assertThat(ONE.takes("p/LT_2/2019-08-15/texts/")).isFalse();
        assertThat(ONE.takes("p/")).isFalse();
    }

    @Test
    void leavesEverythingElse() {
        assertThat(ALL.takes("p/LT_1/2019-08-15/images/a.jpg")).isFalse();
        assertThat(ALL.takes("p/LT_1/2019-08-15/texts/a.txt")).isFalse();
        assertThat(ALL.takes("p/readme")).isFalse();
    }

    @Test
    void leavesWhatCouldBeTakenForAFileOfItsOwn() {
        Selection json = new Selection(KeyLayout.of("*.json*"), Set.of());

        assertThat(json.takes("pos/a.jsonl")).isTrue();
        assertThat(json.takes("pos/a.rejects.jsonl")).isFalse();
        assertThat(json.takes("pos/a.counts.jsonl")).isFalse();
        assertThat(json.takes("pos/a.error.json")).isFalse();
    }
}
