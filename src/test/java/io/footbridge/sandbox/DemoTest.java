package io.footbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Measured with -XX:+PrintCodeCache. */
    private static final long DEMO_PEAK_BYTES = 60L << 20;

    @Test
    void aDemoThatStandsStillEndsWithAnErrorThatNamesThePhase(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Process demo = demo(out, "--phase-seconds", "1");
        try {
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(1);
            assertThat(Files.readString(out))
                    .contains(" did not end within 1 s; the threads:")
                    .contains("    at ");
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void aPhaseThatIsOverDoesNotEndTheProgram() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CountDownLatch ended = new CountDownLatch(1);
        PhaseLimit limit = new PhaseLimit(Duration.ofMillis(200), new PrintStream(out, true, UTF_8), ended::countDown);

        limit.begin("a short phase");
        limit.begin("a long phase");

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(out.toString(UTF_8)).contains("a long phase did not end").doesNotContain("a short phase");
    }

    /** Maven compiles and runs the demo in one JVM. Without the option, the compiler of level 1 has 48 MB and then stops. */
    @Test
    void mavenHasTwiceTheRoomForCompiledCodeThatTheDemoNeeds() throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(
                List.of(Files.readString(Path.of(".mvn", "jvm.config")).strip().split("\\s+")));
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        Process java = new ProcessBuilder(command).start();
        String flags = new String(java.getInputStream().readAllBytes(), UTF_8);

        assertThat(java.waitFor()).isZero();
        Matcher reserve = Pattern.compile("ReservedCodeCacheSize += (\\d+)").matcher(flags);
        assertThat(reserve.find()).isTrue();
        assertThat(Long.parseLong(reserve.group(1))).isGreaterThanOrEqualTo(2 * DEMO_PEAK_BYTES);
    }

    private static Process demo(Path out, String... arguments) throws IOException {
        ProcessBuilder demo =
                new ProcessBuilder(JAVA, "-cp", System.getProperty("java.class.path"), Demo.class.getName());
        demo.command().addAll(List.of(arguments));
        return demo.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    }
}
