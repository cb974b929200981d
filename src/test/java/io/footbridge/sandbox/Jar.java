package io.footbridge.sandbox;

import io.footbridge.Footbridge;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged jar as a process of its own, with nothing of this one's environment but what it is given. */
public final class Jar {

    /** Where Maven puts it. */
    static final Path PACKAGED = Path.of("target", "footbridge.jar").toAbsolutePath();

    private final Map<String, String> environment;
    private final Path directory;
    private final List<String> jvmOptions;
    private final List<String> launch;

    /** What a process left behind. */
    public record Ended(int status, String out, String err) {}

    /** @param directory the working directory of the process */
    public Jar(Map<String, String> environment, Path directory, String... jvmOptions) {
        this(environment, directory, List.of(jvmOptions), List.of("-jar", PACKAGED.toString()));
    }

    private Jar(Map<String, String> environment, Path directory, List<String> jvmOptions, List<String> launch) {
        this.environment = environment;
        this.directory = directory;
        this.jvmOptions = jvmOptions;
        this.launch = launch;
    }

    /**
     * The same with the options of the JVM that a start takes the least time with: for tests that start it often, and ask
     * neither what the JVM says nor how much memory or time it takes.
     */
    public static Jar quick(Map<String, String> environment, Path directory, String... jvmOptions) {
        List<String> options = new ArrayList<>(ClassArchive.options());
        options.addAll(List.of(jvmOptions));
        return new Jar(environment, directory, options.toArray(String[]::new));
    }

    /** The same with more on its class path, such as {@code lib/*}. */
    public Jar with(String classPath) {
        String all = PACKAGED + File.pathSeparator + classPath;
        return new Jar(environment, directory, jvmOptions, List.of("-cp", all, Footbridge.class.getName()));
    }

    /** The same under another main class, which reads its properties from the working directory. */
    public Jar under(Class<?> main) {
        String all = PACKAGED + File.pathSeparator + ".";
        return new Jar(environment, directory, jvmOptions, List.of("-cp", all, main.getName()));
    }

    /** The same with a copy of the jar that lies elsewhere. */
    public Jar of(Path copy) {
        return new Jar(environment, directory, jvmOptions, List.of("-jar", copy.toString()));
    }

    /** What a shell is given to run a command. */
    public List<String> line(String... command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmOptions);
        line.addAll(launch);
        line.addAll(List.of(command));
        return line;
    }

    /** Starts a command; what it prints goes to the two files. */
    public Process start(Path out, Path err, String... command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(line(command)).directory(directory.toFile());
        process.environment().clear();
        process.environment().putAll(environment);
        return process.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    /** Runs a command to its end. */
    public Ended run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("footbridge", ".out");
        Path err = Files.createTempFile("footbridge", ".err");
        try {
            int status = start(out, err, command).waitFor();
            return new Ended(
                    status,
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
