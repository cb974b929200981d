package io.footbridge.text;

import java.time.Duration;
import java.util.Locale;

/** How long something took, as a person reads it: {@code 0.3 s}, {@code 12 s}, {@code 2 min 5 s}, {@code 26 h 3 min}. */
public final class Elapsed {

    private static final int SECONDS = 60;
    private static final int FINE = 10;

    private Elapsed() {}

    public static String of(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < FINE) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(time.toMillis() / 100.0) / 10);
        }
        if (seconds < SECONDS) {
            return seconds + " s";
        }
        return time.toHours() > 0
                ? join(time.toHours(), "h", time.toMinutesPart(), "min")
                : join(time.toMinutes(), "min", time.toSecondsPart(), "s");
    }

    /** What is only estimated, in whole seconds, then minutes, then hours and minutes. */
    public static String roughly(Duration time) {
        if (time.toSeconds() < SECONDS) {
            return Math.max(1, time.toSeconds()) + " s";
        }
        return time.toHours() > 0 ? join(time.toHours(), "h", time.toMinutesPart(), "min") : time.toMinutes() + " min";
    }

    private static String join(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
