package io.footbridge.lint;

import java.util.Comparator;

/**
 * One mistake and where it is.
 *
 * @param file relative to the working directory, or to the root of the jar
 * @param line from 1
 * @param message never holds the value of a secret
 */
public record Finding(String file, int line, Mistake mistake, String message) implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::mistake)
            .thenComparing(Finding::message);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    String place() {
        return file + ":" + line;
    }

    /** As compilers write it, so that editors can follow it. */
    @Override
    public String toString() {
        return place() + ": " + mistake.word() + ": " + message;
    }
}
