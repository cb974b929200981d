package io.footbridge.sandbox.td;

import java.math.BigInteger;
import org.msgpack.value.IntegerValue;

/** What {@code time} can be: Unix seconds of the years 1970 to 9999. Milliseconds of our days are far past that. */
final class ImportTime {

    /** The last second of the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private ImportTime() {}

    static boolean isValid(long seconds) {
        return seconds >= 0 && seconds <= LATEST;
    }

    static boolean isValid(IntegerValue seconds) {
        return seconds.isInLongRange() && isValid(seconds.toLong());
    }

    static boolean isValid(BigInteger seconds) {
        return seconds.bitLength() < Long.SIZE && isValid(seconds.longValue());
    }
}
