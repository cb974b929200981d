package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.LogCapture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody is told who asks for help, or types something that there is not. */
class UsageTest {

    private static final int COLUMNS = 80;
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFailure() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = new Footbridge(Map.of(), folder, full, new PrintStream(err, true, UTF_8)).execute("--version");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("footbridge: the answer cannot be written to standard output\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    improt               | there is no command 'improt'; did you mean 'import'?
                    reprot               | there is no command 'reprot'; did you mean 'report'?
                    xyzzyxyzzy           | there is no command 'xyzzyxyzzy'
                    replay --dry-rnu     | replay has no option '--dry-rnu'; did you mean '--dry-run'?
                    report --no-pubish   | report has no option '--no-pubish'; did you mean '--no-publish'?
                    check --ofline       | check has no option '--ofline'; did you mean '--offline'?
                    check --iam          | check has no option '--iam'
                    --versoin            | footbridge has no option '--versoin'; did you mean '--version'?
                    import everything    | import takes no argument 'everything'
                    replay --reason      | Missing required parameter for option '--reason'
                    report --format pdf  | expected one of
                    """)
    void aMistypedCommandOrOptionIsSuggested(String command, String says) {
        Bridge.Answer answer = bridge.run(command.split(" "));

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        List<String> lines = answer.err().lines().toList();
        assertThat(lines).as(answer.err()).hasSize(2);
        assertThat(lines.get(0)).startsWith("footbridge: ").contains(says);
        if (!says.contains("did you mean")) {
            assertThat(lines.get(0)).doesNotContain("did you mean");
        }
        assertThat(lines.get(1)).startsWith("footbridge: see footbridge ").endsWith("--help");
    }

    @Test
    void aMistypedWordCannotSteerTheTerminal() {
        Bridge.Answer answer = bridge.run("im\033[2Jprot\nfootbridge: forged");

        assertThat(answer.err()).contains("'im\\u001b[2Jprot\\u000afootbridge: forged'");
        assertThat(answer.err().lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "", "corrupt_gzip", "td-unavailable"})
    void aReasonThatNothingFailsForIsAnsweredWithThoseThatThereAre(String reason) {
        Bridge.Answer answer = bridge.run("replay", "--reason", reason);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .startsWith("footbridge: --reason is '" + reason + "'")
                .contains("corrupt-gzip", "td-bad-request", "no-good-line", "rejected-lines")
                .doesNotContain("stopping", "s3-denied");
        assertThat(answer.out()).isEmpty();
        if (reason.equals("corrupt_gzip")) {
            assertThat(answer.err()).contains("did you mean 'corrupt-gzip'?");
        }
    }

    @Test
    void aReasonThatThereIsIsTaken() {
        assertThat(bridge.run("replay", "--reason", "corrupt-gzip").status()).isZero();
        assertThat(bridge.run("replay", "--reason", "rejected-lines", "--dry-run")
                        .out())
                .isEqualTo("0 to replay\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "import", "replay", "report", "check"})
    void helpNamesTheSettingsTheStatusesAndTheDocsAndFitsA80ColumnTerminal(String command) {
        Bridge.Answer answer = command.isEmpty() ? bridge.run("--help") : bridge.run(command, "--help");

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("Exit status:")
                .contains("S3_BUCKET", "TD_API_KEY", "TD_DATABASE", "application.properties")
                .contains("README.md", "docs/operations.md");
        assertThat(answer.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
        assertThat(answer.out().lines())
                .as("no line is broken so that a word or two stand alone")
                .noneMatch(line -> line.matches("\\S{1,12}") && !line.endsWith(":"));
    }

    @Test
    void oneIsNotSaidAsIfItWereMany() {
        bridge.set("LOG_LEVEL", "INFO");
        bridge.export("one", LINE);
        bridge.export("mixed", LINE, "rubbish");
        try (LogCapture log = LogCapture.alone()) {
            bridge.run("import");

            assertThat(log.entries())
                    .anySatisfy(entry -> assertThat(entry).endsWith("one.tgz: 1 row in 1 batch, 0 rejected"))
                    .noneSatisfy(
                            entry -> assertThat(entry).containsPattern("\\b1 (rows|batches|lines|objects|columns)\\b"));
        }
        assertThat(new String(
                        bridge.s3().bytes(Bridge.BUCKET, bridge.failed().get(0)),
                        java.nio.charset.StandardCharsets.UTF_8))
                .contains("it has 1 column; 10 are expected");
    }
}
