package io.footbridge.benchmark.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux says about a process.
 *
 * @param cpuMillis used since its start, to a hundredth of a second
 * @param residentBytes now
 * @param peakBytes resident at most, so far
 */
public record ProcessFigures(long cpuMillis, long residentBytes, long peakBytes) {

    private static final long MILLIS_PER_TICK = 10;

    /** Counted from behind the name, which may hold anything: user and system time of the process. */
    private static final int USER = 11;

    /** User and system time of its children that have ended and were waited for. */
    private static final int CHILDREN_USER = 13;

    /** @throws UncheckedIOException if the process has ended */
    public static ProcessFigures of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            List<String> status = Files.readAllLines(proc.resolve("status"));
            return new ProcessFigures(ticks(proc, USER), bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " has ended", e);
        }
    }

    /** The CPU time of all children of this process that have ended. */
    static long endedChildrenCpuMillis() {
        try {
            return ticks(Path.of("/proc/self"), CHILDREN_USER);
        } catch (IOException e) {
            throw new UncheckedIOException("there is no /proc/self", e);
        }
    }

    private static long ticks(Path proc, int first) throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) * MILLIS_PER_TICK;
    }

    private static long bytes(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
