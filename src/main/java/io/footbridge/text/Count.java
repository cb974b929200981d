package io.footbridge.text;

import java.util.Locale;

/** Numbers in messages, as a person reads them: {@code 1 batch}, {@code 1,440 batches}. */
public final class Count {

    private Count() {}

    /** A number with what it counts, such as {@code row}, whose plural ends in {@code s}. */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    /** A number with what it counts, in the singular and in the plural. */
    public static String of(long number, String one, String many) {
        return grouped(number) + " " + (number == 1 ? one : many);
    }

    /** A number with its thousands apart, whatever the machine's locale. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
