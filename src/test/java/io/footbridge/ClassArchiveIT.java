package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that shortens a start, written and used with the JVM's options that the README gives. */
@Timeout(300)
class ClassArchiveIT {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    @Test
    void theOptionsOfTheReadmeLeaveNothingButTheAnswer() throws Exception {
        try (Bridge bridge = Bridge.start(folder.resolve("td"))) {
            for (String option : List.of("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=")) {
                bridge.export("one", LINE);

                Jar.Ended ended = new Jar(bridge.environment(), folder, options(option)).run("import");

                assertThat(ended.status()).as(ended.err()).isZero();
                assertThat(ended.out().lines()).as(option).hasSize(1).allMatch(line -> line.startsWith("objects: 1 "));
                assertThat(ended.err()).as(option).isEmpty();
            }
        }
        assertThat(folder.resolve("footbridge.jsa")).isNotEmptyFile();
    }

    /** Those of the one command in the README that has this one among them. */
    private String[] options(String option) throws IOException {
        List<String> commands = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.strip().startsWith("java ") && line.contains(option))
                .toList();
        assertThat(commands).as(option).hasSize(1);
        return List.of(commands.get(0)
                        .replace(
                                "target/footbridge.jsa",
                                folder.resolve("footbridge.jsa").toString())
                        .strip()
                        .split(" +", -1))
                .stream()
                .filter(word -> word.startsWith("-X"))
                .toArray(String[]::new);
    }
}
