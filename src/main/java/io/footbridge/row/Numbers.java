package io.footbridge.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Reads numbers from the bytes of a line, without making a string of the common ones. */
public final class Numbers {

    /** Every power of ten that a double holds exactly. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** A double holds every integer of up to this many digits exactly. */
    private static final int EXACT_DIGITS = 15;

    private static final String DECIMAL = "0123456789.-+eE";

    private static final int LONGEST_LONG_DIGITS = 19;

    private Numbers() {}

    /** @throws BadLine if the bytes are not an integer of 64 bits */
    public static long parseLong(byte[] bytes, int from, int to, String column) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (i < to && (negative || bytes[i] == '+')) {
            i++;
        }
        if (i == to) {
            throw notOfType(column, "an integer");
        }
        // Negative, since the least long has no positive counterpart.
        long value = 0;
        for (int digits = 0; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw notOfType(column, "an integer");
            }
            if (digits > 0 || digit > 0) {
                digits++;
            }
            if (digits >= LONGEST_LONG_DIGITS && overflows(value, digit, digits, negative)) {
                throw new BadLine("column " + column + " holds an integer of more than 64 bits");
            }
            value = value * 10 - digit;
        }
        return negative ? value : -value;
    }

    private static boolean overflows(long value, int digit, int digits, boolean negative) {
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        return digits > LONGEST_LONG_DIGITS || value < (limit + digit) / 10;
    }

    /** @throws BadLine if the bytes are not a decimal number, or one that is not finite as a double */
    public static double parseDouble(byte[] bytes, int from, int to, String column) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        long digits = 0;
        int count = 0;
        int fraction = 0;
        boolean point = false;
        for (; i < to && count <= EXACT_DIGITS; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                count++;
                fraction += point ? 1 : 0;
            } else if (bytes[i] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (i < to || count == 0 || count > EXACT_DIGITS) {
            return parseAnyDouble(bytes, from, to, column);
        }
        // Both operands are exact, so the one rounding of the division is the right one.
        double value = digits / POWERS_OF_TEN[fraction];
        return negative ? -value : value;
    }

    private static double parseAnyDouble(byte[] bytes, int from, int to, String column) {
        for (int i = from; i < to; i++) {
            // Java reads more than that as a number: NaN, hexadecimal digits, a d at the end.
            if (DECIMAL.indexOf(bytes[i]) < 0) {
                throw notOfType(column, "a finite number");
            }
        }
        double value;
        try {
            value = Double.parseDouble(new String(bytes, from, to - from, ISO_8859_1));
        } catch (NumberFormatException e) {
            throw notOfType(column, "a finite number");
        }
        if (!Double.isFinite(value)) {
            throw new BadLine("column " + column + " holds a number past the range of a double");
        }
        return value;
    }

    private static BadLine notOfType(String column, String type) {
        return new BadLine("column " + column + " is not " + type);
    }
}
