package io.footbridge.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.report.Queries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sql/edge-moving-average.sql} on Treasure Data's engine. */
@Timeout(120)
final class EdgeMovingAverageTest {

    @TempDir
    private Path folder;

    @Test
    void aRecordAndTheFiveBeforeItAreAveraged() throws QueryException {
        Imports imports = new Imports(folder).table("scorer_edge", Map.of("num_pedestrian", "long"));
        // In two imports, and not in the order of their times.
        imports.addRows("scorer_edge", "one", rows -> {
            rows.accept(row(105, 9));
            rows.accept(row(101, 2));
            rows.accept(row(103, 0));
            rows.accept(row(107, 3));
        });
        imports.addRows("scorer_edge", "two", rows -> {
            rows.accept(row(100, 4));
            rows.accept(row(104, 1));
            rows.accept(row(106, 7));
            rows.accept(row(102, 6));
        });
        String sql = new Queries(Path.of("")).text("edge-moving-average", Map.of("table", "scorer_edge"));

        try (TrinoEngine engine = new TrinoEngine(imports)) {
            QueryResult result = engine.run(
                    new Query(Imports.DATABASE, sql, Instant.ofEpochSecond(1_566_198_413), Optional.empty()),
                    () -> false);

            assertThat(result.columns())
                    .extracting(QueryResult.Column::name)
                    .containsExactly("time", "num_pedestrian", "moving_average");
            assertThat(result.rows())
                    .containsExactly(
                            List.of(100L, 4L, 4.0), // 4
                            List.of(101L, 2L, 3.0), // (4 + 2) / 2
                            List.of(102L, 6L, 4.0), // (4 + 2 + 6) / 3
                            List.of(103L, 0L, 3.0), // (4 + 2 + 6 + 0) / 4
                            List.of(104L, 1L, 2.6), // (4 + 2 + 6 + 0 + 1) / 5
                            List.of(105L, 9L, 22 / 6.0), // 4 + 2 + 6 + 0 + 1 + 9
                            List.of(106L, 7L, 25 / 6.0), // 2 + 6 + 0 + 1 + 9 + 7
                            List.of(107L, 3L, 26 / 6.0)); // 6 + 0 + 1 + 9 + 7 + 3
        }
    }

    private static Map<String, Object> row(long time, long number) {
        return Map.of("time", time, "num_pedestrian", number);
    }
}
