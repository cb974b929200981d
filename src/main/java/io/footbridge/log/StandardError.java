package io.footbridge.log;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether standard error is a terminal. Java's console stands for standard input and output, and knows nothing of
 * standard error.
 */
public final class StandardError {

    private static final Path LINK = Path.of("/proc/self/fd/2");
    private static final String SHELL = "/bin/sh";
    private static final long PATIENCE_SECONDS = 5;

    private StandardError() {}

    /** Whether it is one on which a line can be drawn over. */
    public static boolean isTerminal(Map<String, String> environment) {
        return !Set.of("", "dumb").contains(environment.getOrDefault("TERM", ""))
                && !isKnownToBeNone()
                && theShellSaysSo();
    }

    /** On Linux a pipe, a socket and a file are told without starting a process. */
    private static boolean isKnownToBeNone() {
        try {
            String target = Files.readSymbolicLink(LINK).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:") || Files.isRegularFile(LINK);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // There is no such link, as on macOS.
        }
    }

    private static boolean theShellSaysSo() {
        ProcessBuilder question = new ProcessBuilder(SHELL, "-c", "test -t 2")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        question.environment().clear(); // Some variables are secrets.
        try {
            Process asked = question.start();
            try {
                return asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
            } finally {
                asked.destroy();
            }
        } catch (IOException e) {
            return false; // Without a shell nobody is watching, or on Windows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
