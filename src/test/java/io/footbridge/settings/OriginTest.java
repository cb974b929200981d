package io.footbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Where settings, routes, Kamelets and queries come from")
class OriginTest {

    @TempDir
    private Path folder;

    private Path working;
    private Path beside;

    @BeforeEach
    void make() throws IOException {
        working = Files.createDirectory(folder.resolve("working"));
        beside = Files.createDirectory(folder.resolve("opt"));
    }

    @Test
    void whatIsNowhereElseIsInTheJar() throws SettingsException {
        Origin origin = origin();

        for (Origin.Part part : Origin.Part.values()) {
            assertThat(origin.find(part)).isEmpty();
            assertThat(origin.folderOf(part)).isEqualTo(working);
        }
        assertThat(origin).hasToString("settings: the jar, routes: the jar, Kamelets: the jar, queries: the jar");
    }

    @Test
    void eachIsTakenFromWhereItLies() throws Exception {
        write(working, "application.properties", "td.table=t_1");
        write(beside, "routes/poll.camel.yaml", "- route:");
        write(beside, "sql/visitors.sql", "select 1");

        assertThat(origin())
                .hasToString("settings: " + working.resolve("application.properties") + ", routes: "
                        + beside.resolve("routes") + ", Kamelets: the jar, queries: " + beside.resolve("sql"));
        assertThat(origin().folderOf(Origin.Part.QUERIES)).isEqualTo(beside);
    }

    @Test
    void twoThatDifferAreNamedBoth() throws Exception {
        write(working, "application.properties", "td.table=here");
        write(beside, "application.properties", "td.table=there");
        write(working, "routes/poll.camel.yaml", "- route:");
        write(beside, "routes/poll.camel.yaml", "- route:");
        write(beside, "routes/more.camel.yaml", "- route:");

        assertThatThrownBy(this::origin)
                .isInstanceOf(SettingsException.class)
                .hasMessage("there are two application.properties: " + working.resolve("application.properties")
                        + " in the working directory and " + beside.resolve("application.properties")
                        + " beside the jar, and they differ; take one of them away" + System.lineSeparator()
                        + "there are two routes: " + working.resolve("routes")
                        + " in the working directory and " + beside.resolve("routes")
                        + " beside the jar, and they differ in routes/more.camel.yaml; take one of them away")
                .hasMessageNotContaining("td.table");
    }

    @Test
    void twoThatAreAlikeAreOne() throws Exception {
        for (Path each : new Path[] {working, beside}) {
            write(each, "application.properties", "td.table=t_1");
            write(each, "routes/poll.camel.yaml", "- route:");
        }
        write(beside, "routes/README.md", "Not a route.");

        assertThat(origin().find(Origin.Part.ROUTES)).contains(working.resolve("routes"));
        assertThat(origin().find(Origin.Part.SETTINGS)).contains(working.resolve("application.properties"));
    }

    @Test
    void theFolderOfTheJarMayBeTheWorkingDirectory() throws Exception {
        write(working, "routes/poll.camel.yaml", "- route:");

        assertThat(Origin.of(working, Optional.of(folder.resolve("opt/../working")))
                        .find(Origin.Part.ROUTES))
                .contains(working.resolve("routes"));
    }

    @Test
    void classesInAFolderHaveNothingBesideThem() throws SettingsException {
        assertThat(Origin.of(working).find(Origin.Part.SETTINGS)).isEmpty();
    }

    private Origin origin() throws SettingsException {
        return Origin.of(working, Optional.of(beside));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
