package io.footbridge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueriesTest {

    @TempDir
    private Path directory;

    private Queries queries;

    @BeforeEach
    void makeQueries() throws IOException {
        Files.createDirectory(directory.resolve("sql"));
        queries = new Queries(directory);
    }

    @Test
    void aQueryBesideTheJarReplacesTheOneInIt() throws IOException {
        Files.writeString(directory.resolve("sql/visitors.sql"), "select '${table}', '${a}'");
        assertThat(queries.text("visitors", Map.of("table", "t$1\\", "a", "b"))).isEqualTo("select 't$1\\', 'b'");
    }

    @Test
    void theOnesInTheJarAreFilledIn() {
        Map<String, String> variables =
                Map.of("table", "seen", "from", "2019-08-14", "to", "2019-08-16", "time_zone", "UTC", "cameras", "");
        assertThat(queries.text("visitors", variables)).contains("seen").doesNotContain("${");
        assertThat(queries.text("naive-visitors", variables)).contains("seen").doesNotContain("${");
    }

    @Test
    void anUnknownVariableIsNamed() throws IOException {
        Files.writeString(directory.resolve("sql/visitors.sql"), "select ${tabel}");
        assertThatThrownBy(() -> queries.text("visitors", Map.of("table", "t")))
                .hasMessage("sql/visitors.sql has the variable ${tabel}; there are only [table]");
    }

    @Test
    void aMissingQueryIsNamed() {
        assertThatThrownBy(() -> queries.text("nosuch", Map.of())).hasMessage("there is no query sql/nosuch.sql");
    }
}
