package io.footbridge.sandbox.sql;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval as TD_INTERVAL takes it: {@code 1d} is the whole of today, {@code -7d} the seven days before it,
 * {@code -1h/now} the last hour until now. What Treasure Data has published nothing about is refused.
 *
 * @see <a href="https://api-docs.treasuredata.com/en/tools/presto/api#td_interval">TD_INTERVAL</a>
 */
final class TimeInterval {

    private static final Pattern FORM = Pattern.compile("([+-]?\\d{1,9})([smhdwMqy])(?:/(.+))?");
    private static final Pattern OFFSET = Pattern.compile("([+-]?\\d{1,9})([smhdwMqy])");
    private static final Pattern INSTANT = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?: (\\d{2}:\\d{2}:\\d{2}))?");

    private final String text;
    private final long count;
    private final char unit;
    private final Optional<String> offset;

    /** Unix seconds, the end exclusive. */
    record Range(long start, long end) {

        boolean contains(long time) {
            return start <= time && time < end;
        }
    }

    private TimeInterval(String text, long count, char unit, Optional<String> offset) {
        this.text = text;
        this.count = count;
        this.unit = unit;
        this.offset = offset;
    }

    /** @throws IllegalArgumentException if it is malformed, or of a kind whose meaning is not published */
    static TimeInterval parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused(text);
        }
        Optional<String> offset = Optional.ofNullable(form.group(3));
        long count = Long.parseLong(form.group(1));
        boolean published = offset.isPresent() ? count <= 0 : count != 0 && count <= 1;
        if (!published) {
            throw refused(text);
        }
        return new TimeInterval(text, count, form.group(2).charAt(0), offset);
    }

    /** The time that it covers. */
    Range range(Instant now, ZoneId zone) {
        ZonedDateTime present = now.atZone(zone);
        if (offset.isEmpty()) {
            ZonedDateTime begun = truncate(present, unit);
            ZonedDateTime other = plus(begun, count, unit);
            return count > 0 ? range(begun, other) : range(other, begun);
        }
        ZonedDateTime reference = reference(present, offset.get());
        return range(plus(truncate(reference, unit), count, unit), reference);
    }

    /** The beginning of the unit that a time lies in; weeks begin on Monday. */
    static ZonedDateTime truncate(ZonedDateTime time, char unit) {
        return switch (unit) {
            case 's' -> time.truncatedTo(ChronoUnit.SECONDS);
            case 'm' -> time.truncatedTo(ChronoUnit.MINUTES);
            case 'h' -> time.truncatedTo(ChronoUnit.HOURS);
            case 'd' -> time.truncatedTo(ChronoUnit.DAYS);
            case 'w' -> time.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case 'M' -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case 'q' ->
                time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).withMonth((time.getMonthValue() - 1) / 3 * 3 + 1);
            case 'y' -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            default -> throw new IllegalArgumentException("unknown unit " + unit);
        };
    }

    private ZonedDateTime reference(ZonedDateTime present, String given) {
        if (given.equals("now")) {
            return present;
        }
        Matcher relative = OFFSET.matcher(given);
        if (relative.matches()) {
            char offsetUnit = relative.group(2).charAt(0);
            return plus(truncate(present, offsetUnit), Long.parseLong(relative.group(1)), offsetUnit);
        }
        Matcher instant = INSTANT.matcher(given);
        if (instant.matches()) {
            String time = instant.group(2) == null ? "00:00:00" : instant.group(2);
            return LocalDateTime.parse(instant.group(1) + "T" + time).atZone(present.getZone());
        }
        throw refused(text);
    }

    private static ZonedDateTime plus(ZonedDateTime time, long count, char unit) {
        return switch (unit) {
            case 's' -> time.plusSeconds(count);
            case 'm' -> time.plusMinutes(count);
            case 'h' -> time.plusHours(count);
            case 'd' -> time.plusDays(count);
            case 'w' -> time.plusWeeks(count);
            case 'M' -> time.plusMonths(count);
            case 'q' -> time.plusMonths(3 * count);
            case 'y' -> time.plusYears(count);
            default -> throw new IllegalArgumentException("unknown unit " + unit);
        };
    }

    private static Range range(ZonedDateTime start, ZonedDateTime end) {
        return new Range(start.toEpochSecond(), end.toEpochSecond());
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("TD_INTERVAL: '" + text + "' is no interval whose meaning is published");
    }
}
