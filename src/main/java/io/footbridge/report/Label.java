package io.footbridge.report;

import io.footbridge.failure.Escaped;
import java.util.regex.Pattern;

/** A name from outside, of a camera or of what it saw, as the report shows it. */
public final class Label {

    private static final Pattern BREAKS = Pattern.compile("[\\r\\n\\t]+");
    private static final int MOST_CHARACTERS = 200;

    private Label() {}

    /**
     * What a name looks like wherever it is shown: what would steer a terminal, turn the text around it or hide in it
     * stands there as an escape, and what is longer than any honest name is cut.
     */
    public static String of(String name) {
        String line = BREAKS.matcher(name).replaceAll(" ");
        if (line.codePointCount(0, line.length()) <= MOST_CHARACTERS) {
            return Escaped.of(line);
        }
        return Escaped.of(line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS))) + "…";
    }
}
