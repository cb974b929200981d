package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of application.properties that somebody added for a route. */
class OwnKeysTest {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
        bridge.export("one", LINE);
        RouteFiles.copyTo(directory);
        String step = """
                                    - setBody:
                                        id: with-shop
                                        expression:
                                          simple:
                                            expression: ${body.with('uid', '{{my.shop}}')}
                """;
        Path file = directory.resolve("routes/file.camel.yaml");
        String lastLine = "                        ref: line-to-row\n";
        Files.writeString(
                file, Files.readString(file).replaceFirst(lastLine, Matcher.quoteReplacement(lastLine + step)));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void theyArriveAsTheyAreWritten() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "\uFEFFmy.shop=東京\ncamel.main.name=shop\n");

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("uid", "東京"));
    }

    @Test
    void anEmptyOneIsEmpty() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "my.shop=\n");

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("uid", ""));
    }
}
