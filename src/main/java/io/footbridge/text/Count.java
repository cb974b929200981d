package io.footbridge.text;

import java.util.Locale;

/** Numbers in messages, as a person reads them: {@code 1 batch}, {@code 1,440 batches}. */
public final class Count {

    private Count() {}

    /**
     * A number with what it counts, whose plural ends in {@code s}.
     *
     * @param one what it counts, such as {@code row}
     */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    /**
     * A number with what it counts.
     *
     * @param many the plural of {@code one}
     */
    public static String of(long number, String one, String many) {
        return grouped(number) + " " + (number == 1 ? one : many);
    }

    /** A number with its thousands apart, whatever the machine's locale. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
