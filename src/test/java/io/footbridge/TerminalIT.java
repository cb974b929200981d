package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.Terminal;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar on a terminal. */
@Timeout(180)
class TerminalIT {

    private static final int OBJECTS = 60;
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final String ESCAPE = "\033";
    private static final Pattern PROGRESS =
            Pattern.compile("\\d+ of 60 objects, \\d+ rows, 0 failed, about [\\d.]+ s left");

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private static Path script;

    private Bridge bridge;

    @BeforeAll
    static void findScript() throws Exception {
        Optional<Path> found = Terminal.program();
        if (found.isEmpty()) {
            String skipped = "terminal tests skipped: util-linux' script is not on the path";
            assertThat(System.getenv("CI"))
                    .as(skipped + ", and CI must have it")
                    .isNull();
            System.out.println(skipped);
            Assumptions.abort(skipped);
        }
        script = found.get();
    }

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data).set("IMPORT_PARALLEL_OBJECTS", "2").set("LOG_LEVEL", "INFO");
        for (int i = 0; i < OBJECTS; i++) {
            bridge.export("o" + i, LINE);
        }
        bridge.td().onRequest(Faults.onImport(Fault.delay(Duration.ofMillis(100))));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void theLogIsShownWholeAndTheProgressBelowIt() throws Exception {
        try (Terminal terminal = run("", "import")) {
            assertThat(terminal.await()).isZero();

            assertThat(imported(terminal.lines())).hasSize(OBJECTS);
            assertThat(terminal.lines())
                    .allSatisfy(line -> assertThat(line).matches("(20\\d\\d-.*|objects: 60 imported, .*|)"));
            assertThat(terminal.shown()).containsPattern(PROGRESS);
        }
    }

    @Test
    void theLevelThatIsAskedForHolds() throws Exception {
        bridge.set("LOG_LEVEL", "DEBUG");
        try (Terminal terminal = run("", "import")) {
            assertThat(terminal.await()).isZero();

            assertThat(imported(terminal.lines())).hasSize(OBJECTS);
            assertThat(terminal.lines()).anySatisfy(line -> assertThat(line).contains(" DEBUG "));
        }
        bridge.set("LOG_LEVEL", "WARN").export("more", LINE);
        try (Terminal terminal = run("", "import")) {
            assertThat(terminal.await()).isZero();

            assertThat(imported(terminal.lines())).isEmpty();
        }
    }

    @Test
    void aLogThatIsSentToAFileIsThereAndHasNoProgressInIt() throws Exception {
        try (Terminal terminal = run("2>'" + directory.resolve("log") + "'", "import")) {
            assertThat(terminal.await()).isZero();

            List<String> log = Files.readAllLines(directory.resolve("log"));
            assertThat(imported(log)).hasSize(OBJECTS);
            assertThat(String.join("\n", log)).doesNotContain(ESCAPE, "\r", "of 60 objects");
            assertThat(terminal.lines()).anySatisfy(line -> assertThat(line).startsWith("objects: 60 imported"));
            assertThat(terminal.shown()).doesNotContain(ESCAPE);
        }
    }

    @Test
    void anAnswerThatIsSentToAFileLeavesTheProgressWhereItIs() throws Exception {
        try (Terminal terminal = run(">'" + directory.resolve("answer") + "' </dev/null", "import")) {
            assertThat(terminal.await()).isZero();

            assertThat(terminal.shown()).containsPattern(PROGRESS);
            assertThat(Files.readString(directory.resolve("answer"))).matches("objects: 60 imported, .*\n");
        }
    }

    @Test
    void aTerminalThatCannotClearALineGetsNoProgress() throws Exception {
        try (Terminal terminal = run("", "env", "TERM=dumb", "import")) {
            assertThat(terminal.await()).isZero();

            assertThat(imported(terminal.lines())).hasSize(OBJECTS);
            assertThat(terminal.shown()).doesNotContain(ESCAPE);
        }
    }

    @Test
    void controlCFinishesWhatIsInFlightAndSaysWhatWasDone() throws Exception {
        bridge.td().onRequest(Faults.onImport(Fault.delay(Duration.ofMillis(400))));
        try (Terminal terminal = run("", "import")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> bridge.waiting().size() < OBJECTS - 3);

            terminal.pressControlC();

            assertThat(terminal.await()).isEqualTo(130);
            int left = bridge.waiting().size();
            assertThat(left).isBetween(OBJECTS / 2, OBJECTS - 4);
            assertThat(terminal.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("objects: " + (OBJECTS - left) + " imported"))
                    .anySatisfy(line -> assertThat(line).contains("stopping: what is in flight is finished first"));
        }
    }

    @Test
    void aReplayHasATotalToo() throws Exception {
        bridge.set("EXPORT_COLUMNS", "datetime:datetime").set("IMPORT_MAX_REJECTS", "0");
        assertThat(Jar.quick(bridge.environment(), directory).run("import").status())
                .isEqualTo(2);
        bridge.set(
                "EXPORT_COLUMNS",
                "datetime:datetime,frame_index:long,uid:string,type:long,confidence:double,x:double,y:double,w:double,h:double,attributes:json");
        try (Terminal terminal = run("", "replay")) {
            assertThat(terminal.await()).isZero();

            assertThat(terminal.shown()).containsPattern(PROGRESS);
        }
    }

    /** @param command with {@code env} and a variable before it if one is to be set otherwise than the terminal has it */
    private Terminal run(String redirections, String... command) throws Exception {
        List<String> line = new java.util.ArrayList<>();
        int from = 0;
        if (command[0].equals("env")) {
            line.addAll(List.of(command[0], command[1]));
            from = 2;
        }
        line.addAll(Jar.quick(bridge.environment(), directory)
                .line(java.util.Arrays.copyOfRange(command, from, command.length)));
        return Terminal.run(script, bridge.environment(), directory, line, redirections, data.resolve("shown"));
    }

    private static List<String> imported(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(" INFO ") && line.contains(": imported AnalyzedData/"))
                .toList();
    }
}
