package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Route files with a comment {@code # mistake: word: words} for each mistake in them: on its line, or on a line of its own
 * above it, or on the first line where the mistake is the file's name.
 */
class PlantedMistakesTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/footbridge/planted-mistakes");
    private static final Pattern MARK = Pattern.compile("(.*)# mistake: ([a-z-]+: .*)");

    @TempDir
    private Path directory;

    /** What a finding begins with, and what it says. */
    private record Planted(String place, String says) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "unreadable"})
    void everyMistakeIsFoundAtItsLine(String folder) throws Exception {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        List<Planted> planted = new ArrayList<>();
        for (Path file : files(FOLDER.resolve(folder))) {
            Files.copy(file, routes.resolve(file.getFileName()));
            planted.addAll(planted(file));
        }
        try (Bridge bridge = Bridge.start(directory)) {
            Bridge.Answer answer = bridge.run(directory, "check", "--offline");

            List<String> found = answer.out().lines().toList();
            assertThat(planted)
                    .allSatisfy(mistake -> assertThat(found)
                            .anySatisfy(line ->
                                    assertThat(line).startsWith(mistake.place()).contains(mistake.says())));
            assertThat(found).as(answer.out()).hasSize(planted.size() + 2);
            assertThat(found).last().asString().endsWith(": " + planted.size() + " mistakes");
            assertThat(answer.status()).isEqualTo(1);
        }
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Planted> planted(Path file) throws Exception {
        List<Planted> planted = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.matches()) {
                boolean above = i > 0 && mark.group(1).isBlank();
                String[] parts = mark.group(2).split(": ", 2);
                planted.add(new Planted(
                        "routes/" + file.getFileName() + ":" + (i + (above ? 2 : 1)) + ": " + parts[0] + ": ",
                        parts[1]));
            }
        }
        return planted;
    }
}
