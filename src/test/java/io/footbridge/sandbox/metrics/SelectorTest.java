package io.footbridge.sandbox.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectorTest {

    private static final List<Series> SCRAPE = Series.parse("""
            # HELP a_total A
            a_total{reason="x",le="+Inf"} 1.0
            a_total{reason="y \\"z\\"",} 2.0
            plain 1.7E12
            """);

    @Test
    void seriesAreRead() {
        assertThat(SCRAPE).extracting(Series::name).containsExactly("a_total", "a_total", "plain");
        assertThat(SCRAPE.get(0).labels()).containsEntry("reason", "x").containsEntry("le", "+Inf");
        assertThat(SCRAPE.get(2).value()).isEqualTo(1.7e12);
    }

    @Test
    void selectorsAreFoundAmongFunctionsAndOperators() {
        assertThat(Selector.of("time() - max(last_seconds) / 1000 > 86400 and sum by (instance, reason)"
                        + " (increase(a_total{reason=~\"x|y\"}[1h])) > 0"))
                .extracting(Selector::name, Selector::grouping)
                .containsExactly(tuple("last_seconds", Set.of("reason")), tuple("a_total", Set.of("reason")));
    }

    @Test
    void selectorIsAnsweredOnlyByASeriesWithItsNameLabelsAndGrouping() {
        assertThat(isAnswered("sum by (reason) (rate(a_total{reason=\"x\"}[5m]))"))
                .isTrue();
        assertThat(isAnswered("a_total{reason=\"z\"}")).isFalse();
        assertThat(isAnswered("a_total{reason!~\".+\"}")).isFalse();
        assertThat(isAnswered("sum by (stage) (a_total)")).isFalse();
        assertThat(isAnswered("b_total")).isFalse();
        assertThat(isAnswered("plain > 0")).isTrue();
    }

    private static boolean isAnswered(String expression) {
        List<Selector> selectors = Selector.of(expression);
        assertThat(selectors).hasSize(1);
        return selectors.get(0).isAnsweredBy(SCRAPE);
    }
}
