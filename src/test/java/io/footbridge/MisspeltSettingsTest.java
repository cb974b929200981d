package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that look like settings and are none: no row goes where nobody wanted it. */
class MisspeltSettingsTest {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder);
        bridge.export("one", LINE);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @CsvSource({"TD_TABEL, TD_TABLE", "SCORER_DEVICE, SCORER_DEVICES", "S3_FAILD_PREFIX, S3_FAILED_PREFIX"})
    void aMisspeltVariableIsNamedAndNothingStarts(String misspelt, String meant) {
        bridge.set(misspelt, "hunter2");
        String says = "environment: misspelt-setting: " + misspelt + " is not a setting; did you mean '" + meant + "'?";

        Bridge.Answer check = bridge.run(directory, "check", "--offline");

        assertThat(check.out().lines()).contains(says);
        assertThat(check.out() + check.err()).doesNotContain("hunter2");
        assertThat(check.status()).isEqualTo(1);
        for (String command : List.of("import", "replay", "report", "run")) {
            Bridge.Answer answer = bridge.run(directory, command);

            assertThat(answer.status()).as(command).isEqualTo(1);
            assertThat(answer.err()).isEqualTo("footbridge: " + says + System.lineSeparator());
        }
        assertThat(bridge.rows()).isEmpty();
        assertThat(bridge.waiting()).hasSize(1);
    }

    @Test
    void aVariableBesideTheRightOneOnlyWarns() {
        bridge.set("S3_BUKET", "hunter2");
        String says = "environment: misspelt-setting: S3_BUKET is not a setting;"
                + " did you mean 'S3_BUCKET', which is set as well?";

        assertThat(bridge.run(directory, "check", "--offline").out()).contains(says);
        assertThat(bridge.run(directory, "check", "--offline").status()).isEqualTo(1);
        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run(directory, "import").status()).isZero();
            assertThat(log.messages()).containsExactly(says);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TD_SERVICE_HOST", "EDGE_PORT_8080_TCP", "HTTP_PROXY_HINT", "TD_PRESTO_API", "AWS_REGION"})
    void aVariableOfSomebodyElseIsNone(String variable) {
        bridge.set(variable, "10.0.0.1");

        Bridge.Answer check = bridge.run(directory, "check", "--offline");

        assertThat(check.out()).doesNotContain(variable);
        assertThat(check.status()).as(check.out()).isZero();
    }

    @Test
    void aMisspeltKeyIsNamedWithItsLineAndNothingStarts() throws IOException {
        Path file = settings("s3.region=ap-northeast-1\ntd.tabel=hunter2\n");
        String says = file + ":2: misspelt-setting: td.tabel is not a setting; did you mean 'td.table'?";

        Bridge.Answer check = bridge.run(directory, "check", "--offline");

        assertThat(check.out().lines()).contains(says);
        assertThat(check.out()).doesNotContain("hunter2");
        assertThat(check.status()).isEqualTo(1);
        assertThat(bridge.run(directory, "import").err()).isEqualTo("footbridge: " + says + System.lineSeparator());
        assertThat(bridge.waiting()).hasSize(1);
    }

    @Test
    void aVariableInTheFileIsNoKey() throws IOException {
        settings("TD_TABLE=visitors\n");

        assertThat(bridge.run(directory, "import").err())
                .contains("TD_TABLE is not a setting; did you mean 'td.table'?");
    }

    @Test
    void aKeyThatNothingUsesIsNamed() throws IOException {
        Path file = settings("password=500\ncamel.main.name=shop\n");

        Bridge.Answer check = bridge.run(directory, "check", "--offline");

        assertThat(check.out().lines())
                .contains(file + ":1: unused-key: password is not a setting, and no route uses it");
        assertThat(check.status()).isZero();
        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run(directory, "import").status()).isZero();
            assertThat(log.messages()).singleElement().asString().contains("unused-key: password ");
        }
    }

    @Test
    void aKeyThatLooksLikeAGroupOfOursFailsTheCheckAndWarns() throws IOException {
        settings("td.output=visitors\n");

        Bridge.Answer check = bridge.run(directory, "check", "--offline");

        assertThat(check.out()).contains("misspelt-setting: td.output is not a setting, and no route uses it");
        assertThat(check.status()).isEqualTo(1);
        assertThat(bridge.run(directory, "import").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{td.tabels}}", "{{td.tabels:other}}", "${properties:td.tabels}"})
    void whatARouteUsesIsItsOwn(String use) throws IOException {
        RouteFiles.copyTo(directory);
        Path file = directory.resolve("routes/file.camel.yaml");
        String step = "      steps:\n        - log:\n            id: say-table\n            message: \"" + use + "\"\n";
        Files.writeString(file, Files.readString(file).replaceFirst("      steps:\n", Matcher.quoteReplacement(step)));
        settings("td.tabels=extra\n");

        Bridge.Answer check = bridge.run(directory, "check", "--offline");

        assertThat(check.out()).doesNotContain("misspelt");
        assertThat(check.status()).as(check.out()).isZero();
        assertThat(bridge.run(directory, "import").status()).isZero();

        settings("");
        bridge.set("TD_TABELS", "extra");

        assertThat(bridge.run(directory, "check", "--offline").out()).doesNotContain("misspelt");
    }

    private Path settings(String text) throws IOException {
        return Files.writeString(directory.resolve("application.properties"), text);
    }
}
