package io.footbridge.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a JVM wrote with {@code -Xlog:gc}. */
public final class GcLog {

    /** Such as {@code GC(3) Pause Young (Allocation Failure) 20M->5M(96M) 3.1ms}. */
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

    private GcLog() {}

    /** What was allocated up to the last collection: what each found more than the one before had left. */
    public static double allocatedBytes(Path log) throws IOException {
        long megabytes = 0;
        long left = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                megabytes += Long.parseLong(pause.group(1)) - left;
                left = Long.parseLong(pause.group(2));
            }
        }
        return megabytes * (double) (1 << 20);
    }
}
