package io.footbridge.report;

import java.util.Locale;

/**
 * A number of people, or the refusal to tell it because so small a group would be recognised.
 *
 * @param number meaningless if it is withheld
 */
public record Count(long number, boolean isWithheld) {

    /** Stands where a number is withheld. */
    public static final String WITHHELD = "withheld";

    private static final Count SECRET = new Count(0, true);

    public static Count of(long number) {
        return new Count(number, false);
    }

    public static Count withheld() {
        return SECRET;
    }

    /** For people to read: with a comma every three digits. */
    public String text() {
        return isWithheld ? WITHHELD : String.format(Locale.ROOT, "%,d", number);
    }
}
