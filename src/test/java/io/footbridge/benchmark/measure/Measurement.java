package io.footbridge.benchmark.measure;

import io.footbridge.benchmark.server.Tally;

/**
 * One run of one party.
 *
 * @param work what the measured objects come to
 * @param wholeSeconds from the start of the process to its end
 * @param wholeCpuSeconds of the process, its JVM's start and end included
 * @param startedMicros when the process was started, in microseconds since 1970
 */
public record Measurement(
        Party party, Work work, Tally tally, double wholeSeconds, double wholeCpuSeconds, long startedMicros) {

    private static final double MICROS = 1e6;

    /**
     * What there was to do.
     *
     * @param objects measured ones; those of the warm-up are not among them
     * @param rows in them
     * @param tsvBytes of their lines
     */
    public record Work(int objects, long rows, long tsvBytes) {}

    /** From the first measured object's GET to the last one's deletion. */
    public double seconds() {
        return (tally.ended() - tally.begun()) / MICROS;
    }

    public double rowsPerSecond() {
        return work.rows() / seconds();
    }

    public double objectsPerSecond() {
        return work.objects() / seconds();
    }

    public double megabytesPerSecond() {
        return work.tsvBytes() / seconds() / MICROS;
    }

    public double cpuMicrosPerRow() {
        return tally.cpuMillis() * 1000.0 / work.rows();
    }

    public double rowsPerCpuSecond() {
        return work.rows() * 1e3 / tally.cpuMillis();
    }

    public double peakMegabytes() {
        return tally.peakBytes() / MICROS;
    }

    /** The whole process's rate, and CPU. */
    public double wholeRowsPerSecond() {
        return work.rows() / wholeSeconds;
    }

    public double wholeCpuMicrosPerRow() {
        return wholeCpuSeconds * MICROS / work.rows();
    }

    public double secondsToFirstPost() {
        return (tally.firstPost() - startedMicros) / MICROS;
    }

    /** Requests per object by operation, over all objects of the run. */
    public String requestsPerObject() {
        double objects = tally.deleted();
        StringBuilder text = new StringBuilder();
        tally.requests().forEach((operation, count) -> {
            String perObject = operation.equals("LIST") ? count + " in all" : "%.2f".formatted(count / objects);
            text.append(operation).append(' ').append(perObject).append(", ");
        });
        return text + "import %.2f".formatted(tally.imports() / objects);
    }
}
