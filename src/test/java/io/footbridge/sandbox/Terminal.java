package io.footbridge.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A shell's command on a terminal of its own, made by the program {@code script} of util-linux, which Debian and its like
 * have in every installation.
 */
public final class Terminal implements AutoCloseable {

    private static final int CONTROL_C = 3;

    private final Process process;
    private final Path shown;

    private Terminal(Process process, Path shown) {
        this.process = process;
        this.shown = shown;
    }

    /** The program that makes terminals, if this machine has it: others of that name take other options. */
    public static Optional<Path> program() throws IOException, InterruptedException {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path program = Path.of(folder, "script");
            if (Files.isExecutable(program) && isOfUtilLinux(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private static boolean isOfUtilLinux(Path program) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        asked.getOutputStream().close();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return asked.waitFor() == 0 && answer.contains("util-linux");
    }

    /**
     * Runs a command there. Whoever started the tests may have had SIGINT ignored, and only env undoes that.
     *
     * @param redirections as the shell has them, such as {@code 2>log}
     * @param shown where to keep what the terminal is sent
     */
    public static Terminal run(
            Path program,
            Map<String, String> environment,
            Path directory,
            List<String> command,
            String redirections,
            Path shown)
            throws IOException {
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "-qefc",
                        "exec env --default-signal=INT " + line + " " + redirections,
                        "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(shown.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("PATH", System.getenv("PATH"));
        return new Terminal(builder.start(), shown);
    }

    public void pressControlC() {
        try {
            OutputStream keys = process.getOutputStream();
            keys.write(CONTROL_C);
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal takes no key", e);
        }
    }

    /** What the terminal was sent so far, with its control characters. */
    public String shown() {
        try {
            return Files.readString(shown, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("what the terminal was sent cannot be read", e);
        }
    }

    /** The lines as they are to be read: of one that was drawn over, what is drawn last. */
    public List<String> lines() {
        return Arrays.stream(shown().split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .map(line -> line.substring(line.lastIndexOf('\r') + 1))
                .map(line -> line.replaceAll("\033\\[[0-9;?]*[A-Za-z]", ""))
                .toList();
    }

    /** The command's exit status; of one that a signal ended, 128 and the signal's number. */
    public int await() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the command on the terminal goes on and on: " + shown());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
