package io.footbridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedTest {

    @Test
    void namesThatCanBeReadStayAsTheyAre() {
        String name = "p/LT_1/2019-08-15/texts/新しい 👤 é'\"\\%.tgz";

        assertThat(Escaped.of(name)).isEqualTo(name);
    }

    @Test
    void controlCharactersCannotForgeALine() {
        assertThat(Escaped.of("a\r\nERROR\t\u001b[31m\u007f\u0085\0"))
                .isEqualTo("a\\u000d\\u000aERROR\\u0009\\u001b[31m\\u007f\\u0085\\u0000");
    }

    @Test
    void separatorsOfLinesAreShown() {
        assertThat(Escaped.of("a\u2028b\u2029c")).isEqualTo("a\\u2028b\\u2029c");
    }

    @Test
    void charactersThatTurnOrHideTextAreShown() {
        assertThat(Escaped.of("gzt\u202e.tsv\u200b\uFEFF")).isEqualTo("gzt\\u202e.tsv\\u200b\\ufeff");
    }

    @Test
    void halvesOfCharactersAreShown() {
        assertThat(Escaped.of("a\ud83d")).isEqualTo("a\\ud83d");
    }
}
