package io.footbridge.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application of somebody else's as a process of its own: Camel Main, the plain jar of Footbridge, and a folder that holds
 * all that is the application's.
 */
public final class Host {

    /** What Maven puts into a repository, without what it depends on. */
    public static final Path PLAIN_JAR =
            Path.of("target", "thin", "footbridge.jar").toAbsolutePath();

    /** What Maven gives to nobody who depends on Footbridge, but this application has of its own. */
    private static final List<String> OWN = List.of("camel-main", "camel-jackson", "camel-timer", "logback-classic");

    private static final Pattern OPTIONAL =
            Pattern.compile("<artifactId>([^<]+)</artifactId>(?:\\s*<version>[^<]*</version>)?\\s*<optional>true<");

    private Host() {}

    /** Starts Camel Main with the folder and the plain jar on its class path, in either order; it prints to the file. */
    public static Process start(Path folder, boolean jarFirst, Map<String, String> environment, Path printed)
            throws IOException {
        List<String> classPath = new ArrayList<>(List.of(folder.toString(), PLAIN_JAR.toString()));
        if (jarFirst) {
            classPath.add(classPath.remove(0));
        }
        classPath.addAll(jars());
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        "org.apache.camel.main.Main")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        process.environment().clear();
        process.environment().putAll(environment);
        return process.start();
    }

    /** The jars beside the tests, without those that Footbridge's POM keeps for itself. */
    private static List<String> jars() throws IOException {
        List<String> kept = Pattern.compile(OPTIONAL.pattern())
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .filter(artifact -> !OWN.contains(artifact))
                .toList();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> kept.stream()
                        .noneMatch(artifact ->
                                Path.of(path).getFileName().toString().matches(Pattern.quote(artifact) + "-\\d.*")))
                .collect(Collectors.toList());
    }
}
