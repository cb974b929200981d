package io.footbridge.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;

/**
 * Turns {@code yyyy-MM-dd HH:mm:ss[.fraction]} in one time zone into Unix seconds.
 *
 * <p>A local time that a change of the clocks skips is refused; of one that it repeats, the earlier is meant.
 */
public final class Timestamps {

    /** 9999-12-31T23:59:59Z, the last second that Treasure Data's clients let through. */
    public static final long LAST_SECOND = 253_402_300_799L;

    /** The length of {@code yyyy-MM-dd}. */
    private static final int DATE_LENGTH = 10;

    /** The length of {@code yyyy-MM-dd HH:mm:ss}. */
    private static final int SECONDS_LENGTH = 19;

    private static final int MAX_FRACTION_DIGITS = 9;

    /** Archives in flight side by side may be of different days; a power of two. */
    private static final int REMEMBERED_DAYS = 32;

    private static final Timestamps UTC = new Timestamps(ZoneOffset.UTC);

    private final ZoneRules rules;

    /** The days seen last. Each is replaced as a whole and never changed, so that threads may share them. */
    private final Day[] days = new Day[REMEMBERED_DAYS];

    public Timestamps(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /**
     * A day's offset, where it has one for all of its seconds.
     *
     * @param key year, month and day in decimal digits
     */
    private record Day(int key, long midnightSecond, LocalDate date, boolean oneOffset) {}

    /** @throws BadLine if the bytes are not of that form or the time does not exist */
    public long epochSecond(byte[] bytes, int from, int to, String column) {
        checkForm(bytes, from, to, column);
        int year = digits(bytes, from, 4);
        int month = digits(bytes, from + 5, 2);
        int dayOfMonth = digits(bytes, from + 8, 2);
        int hour = digits(bytes, from + 11, 2);
        int minute = digits(bytes, from + 14, 2);
        int second = digits(bytes, from + 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new BadLine("column " + column + " holds a time of day that does not exist");
        }
        Day day = day(year, month, dayOfMonth, column);
        int secondOfDay = (hour * 60 + minute) * 60 + second;
        long epochSecond =
                day.oneOffset() ? day.midnightSecond() + secondOfDay : onDayOfChange(day, secondOfDay, column);
        return inRange(epochSecond, column);
    }

    /**
     * The same, and ISO 8601 as well: with a {@code T} in the middle, and an offset or {@code Z} behind it, which tells the
     * zone.
     *
     * @throws BadLine if the bytes are not of that form or the time does not exist
     */
    long isoEpochSecond(byte[] bytes, int from, int to, String column) {
        byte[] local = Arrays.copyOfRange(bytes, from, to);
        if (local.length > DATE_LENGTH && local[DATE_LENGTH] == 'T') {
            local[DATE_LENGTH] = ' ';
        }
        int end = local.length - 1;
        while (end >= SECONDS_LENGTH && local[end] != 'Z' && local[end] != '+' && local[end] != '-') {
            end--;
        }
        if (end < SECONDS_LENGTH) {
            return epochSecond(local, 0, local.length, column);
        }
        try {
            ZoneOffset offset = ZoneOffset.of(new String(local, end, local.length - end, ISO_8859_1));
            return inRange(UTC.epochSecond(local, 0, end, column) - offset.getTotalSeconds(), column);
        } catch (DateTimeException e) {
            throw new BadLine("column " + column + " has an offset from UTC that does not exist");
        }
    }

    /** @throws BadLine if TD takes no such time */
    static long inRange(long epochSecond, String column) {
        if (epochSecond < 0 || epochSecond > LAST_SECOND) {
            throw new BadLine("column " + column + " holds a time outside 1970 to 9999");
        }
        return epochSecond;
    }

    /** Whether it is {@code yyyy-MM-dd HH:mm:ss} and nothing more. */
    static boolean lacksFraction(byte[] bytes, int from, int to) {
        return to - from == SECONDS_LENGTH && bytes[from + DATE_LENGTH] == ' ';
    }

    private static void checkForm(byte[] bytes, int from, int to, String column) {
        int length = to - from;
        boolean formed = length >= SECONDS_LENGTH
                && bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && bytes[from + 10] == ' '
                && bytes[from + 13] == ':'
                && bytes[from + 16] == ':'
                && (length == SECONDS_LENGTH || (bytes[from + SECONDS_LENGTH] == '.' && length > SECONDS_LENGTH + 1));
        for (int i = 0; formed && i < length; i++) {
            boolean separator = i == 4 || i == 7 || i == 10 || i == 13 || i == 16 || i == SECONDS_LENGTH;
            formed = separator || (bytes[from + i] >= '0' && bytes[from + i] <= '9');
        }
        if (!formed) {
            throw new BadLine("column " + column + " is not a time as yyyy-MM-dd HH:mm:ss[.fraction]");
        }
        if (length > SECONDS_LENGTH + 1 + MAX_FRACTION_DIGITS) {
            throw new BadLine("column " + column + " has more than " + MAX_FRACTION_DIGITS + " digits of a second");
        }
    }

    private static int digits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private Day day(int year, int month, int dayOfMonth, String column) {
        int key = (year * 100 + month) * 100 + dayOfMonth;
        int slot = dayOfMonth & (REMEMBERED_DAYS - 1);
        Day day = days[slot];
        if (day == null || day.key() != key) {
            day = newDay(key, year, month, dayOfMonth, column);
            days[slot] = day;
        }
        return day;
    }

    private Day newDay(int key, int year, int month, int dayOfMonth, String column) {
        LocalDate date;
        try {
            date = LocalDate.of(year, month, dayOfMonth);
        } catch (DateTimeException e) {
            throw new BadLine("column " + column + " holds a day that does not exist");
        }
        List<ZoneOffset> first = rules.getValidOffsets(date.atStartOfDay());
        LocalDateTime next = date.plusDays(1).atStartOfDay();
        if (first.size() != 1 || !rules.getValidOffsets(next).equals(first)) {
            return new Day(key, 0, date, false);
        }
        Instant midnight = date.atStartOfDay().toInstant(first.get(0));
        ZoneOffsetTransition change = rules.nextTransition(midnight);
        boolean oneOffset = change == null || change.getInstant().isAfter(next.toInstant(first.get(0)));
        return new Day(key, midnight.getEpochSecond(), date, oneOffset);
    }

    private long onDayOfChange(Day day, int secondOfDay, String column) {
        LocalDateTime local = day.date().atTime(LocalTime.ofSecondOfDay(secondOfDay));
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new BadLine("column " + column + " holds a time that a change of the clocks skips");
        }
        return local.toEpochSecond(offsets.get(0));
    }
}
