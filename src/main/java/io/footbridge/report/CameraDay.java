package io.footbridge.report;

import java.util.List;
import java.util.stream.IntStream;

/** What the bucket holds of one camera and one day. */
final class CameraDay {

    private int imported;
    private int notImported;
    private int failed;
    private boolean isTimed = true;
    private int hours;

    /** An object that was imported and begins in an hour of the day. */
    void addImported(int hour) {
        imported++;
        hours |= 1 << hour;
    }

    /** An object that was imported and does not tell its time. */
    void addImported() {
        imported++;
        isTimed = false;
    }

    /** An object of another date that does not tell its time, and may reach into the day. */
    void addDoubt() {
        isTimed = false;
    }

    void addNotImported() {
        notImported++;
    }

    void addFailed() {
        failed++;
    }

    boolean isImported() {
        return imported > 0;
    }

    /** Objects that still lie under the export prefix. */
    int notImported() {
        return notImported;
    }

    /** Objects under the failed prefix. */
    int failed() {
        return failed;
    }

    /** Whether there is an object of the day, wherever it is. */
    boolean isThere() {
        return imported + notImported + failed > 0;
    }

    /**
     * The hours in which no imported object begins; none if objects do not tell their time, or there is none.
     *
     * @param elapsed the hours of the day that are over, a bit for each
     */
    List<Integer> silentHours(int elapsed) {
        if (imported == 0 || !isTimed) {
            return List.of();
        }
        return IntStream.range(0, Figures.HOURS)
                .filter(hour -> (elapsed & ~hours & 1 << hour) != 0)
                .boxed()
                .toList();
    }
}
