package io.footbridge.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds at one instant, as Linux and the JVM itself say.
 *
 * @param descriptors files, sockets and pipes that are open
 * @param connections those of them that are sockets
 * @param liveBytes what is reachable on the heap: a collection goes before
 */
public record Vitals(long threads, long descriptors, long connections, long liveBytes) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final long ANSWER_SECONDS = 60;

    /** @throws IOException if the process has ended, or is no JVM of this user */
    public static Vitals of(long pid) throws IOException, InterruptedException {
        Path proc = Path.of("/proc", Long.toString(pid));
        long liveBytes = liveBytes(pid);
        List<String> open = open(proc.resolve("fd"));
        return new Vitals(
                threads(proc),
                open.size(),
                open.stream().filter(target -> target.startsWith("socket:")).count(),
                liveBytes);
    }

    private static long threads(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> open(Path descriptors) throws IOException {
        try (Stream<Path> files = Files.list(descriptors)) {
            return files.map(Vitals::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // Closed since it was listed
        }
    }

    private static long liveBytes(long pid) throws IOException, InterruptedException {
        Path answer = Files.createTempFile("histogram", ".txt");
        try {
            Process asked = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!asked.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
            }
            Matcher total = TOTAL.matcher(Files.readString(answer, UTF_8));
            if (!total.find()) {
                throw new IOException("process " + pid + " does not say what is on its heap");
            }
            return Long.parseLong(total.group(1));
        } finally {
            Files.delete(answer);
        }
    }
}
