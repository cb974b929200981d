package io.footbridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which table a line of the log in JSON names. */
class LogFormatTest {

    @TempDir
    private Path directory;

    private UnaryOperator<String> tables;

    @BeforeEach
    void read() throws Exception {
        Files.writeString(directory.resolve("application.properties"), """
                s3.bucket=exports
                td.database=shop
                td.table=visitors
                dataset.doors.s3.prefix=doors/
                dataset.doors.td.table=counted
                dataset.tills.s3.prefix=tills/
                """);
        tables = LogFormat.tables(Settings.read(Map.of("TD_API_KEY", "1/" + "0".repeat(40)), directory));
    }

    @Test
    void anObjectIsOfTheDatasetUnderWhosePrefixItLies() {
        assertThat(tables.apply("doors/2019-08-15/counts.csv")).isEqualTo("counted");
        assertThat(tables.apply("tills/2019-08-15.jsonl")).isEqualTo("visitors");
        assertThat(tables.apply("AnalyzedData/Rule/future_standard.sensevideo.1.0/LT_1/2019-08-15/texts/a.tgz"))
                .isEqualTo("visitors");
    }

    @Test
    void anObjectUnderTheFailedPrefixIsOfTheDatasetThatItCameFrom() {
        assertThat(tables.apply("failed/doors/2019-08-15/counts.csv")).isEqualTo("counted");
        assertThat(tables.apply("failed/edge/batches/1.counts.jsonl")).isEqualTo("scorer_edge");
    }

    @Test
    void countsOfCamerasHaveATableOfTheirOwn() {
        assertThat(tables.apply("edge/counts/1.jsonl")).isEqualTo("scorer_edge");
    }
}
