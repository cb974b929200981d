package io.footbridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LastLineTest {

    private static final String CLEAR = "\r\033[K";
    private static final String DRAWN = CLEAR + "\033[?7l" + "half way" + "\033[?7h";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final LastLine line = new LastLine(terminal);
    private final PrintStream log = new PrintStream(line, true, StandardCharsets.UTF_8);

    @Test
    void whatIsWrittenTakesTheLinesPlace() throws IOException {
        line.draw("half way");
        log.print("a line of the log\n");
        line.draw("half way");

        assertThat(shown()).isEqualTo(DRAWN + CLEAR + "a line of the log\n" + DRAWN);
    }

    @Test
    void aLineThatIsHalfWrittenIsNotDrawnOver() throws IOException {
        log.print("one ");
        line.draw("half way");
        log.print("line\n");
        line.draw("half way");

        assertThat(shown()).isEqualTo("one line\n" + DRAWN);
    }

    @Test
    void onceItIsTakenAwayItIsNotDrawnAgain() throws IOException {
        line.draw("half way");
        line.end();
        line.end();
        line.draw("half way");
        log.print("after\n");

        assertThat(shown()).isEqualTo(DRAWN + CLEAR + "after\n");
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
