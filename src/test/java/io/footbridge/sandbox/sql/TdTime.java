package io.footbridge.sandbox.sql;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and zones as Treasure Data's functions write them. */
final class TdTime {

    /** {@code 2013-01-01}, with a time of day or without, and with a zone or without. */
    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?)?(?:\\s*([A-Za-z+-].*))?");

    private static final Pattern DURATION = Pattern.compile("([+-]?\\d{1,9})([wdhms])");
    private static final Map<String, Integer> UNIT_SECONDS =
            Map.of("w", 604_800, "d", 86_400, "h", 3_600, "m", 60, "s", 1);

    /** What people write for their zone, and java.time does not know, or knows to shift with the season. */
    private static final Map<String, ZoneId> ALIASES = Map.of(
            "JST", ZoneOffset.ofHours(9),
            "PDT", ZoneOffset.ofHours(-7),
            "PST", ZoneOffset.ofHours(-8),
            "EDT", ZoneOffset.ofHours(-4),
            "EST", ZoneOffset.ofHours(-5),
            "CET", ZoneOffset.ofHours(1),
            "CEST", ZoneOffset.ofHours(2));

    private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

    /** A query gives the same text with every row. */
    private static final Cache<Text, Long> PARSED =
            CacheBuilder.newBuilder().maximumSize(1000).build();

    private record Text(String text, ZoneId zone) {}

    private TdTime() {}

    /** @throws IllegalArgumentException if there is no such zone */
    static ZoneId zone(String name) {
        ZoneId alias = ALIASES.get(name);
        if (alias != null) {
            return alias;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("unknown time zone '" + name + "'", e);
        }
    }

    /**
     * Unix seconds of a date, with or without a time of day.
     *
     * @param zone where the text names none
     * @throws IllegalArgumentException if it is none of these
     */
    static long parse(String text, ZoneId zone) {
        Text key = new Text(text, zone);
        Long known = PARSED.getIfPresent(key);
        if (known == null) {
            known = parseAnew(text, zone);
            PARSED.put(key, known);
        }
        return known;
    }

    private static long parseAnew(String text, ZoneId zone) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time such as 2013-01-01 or 2013-01-01 00:00:00");
        }
        ZoneId own = form.group(3) == null ? zone : zone(form.group(3).strip());
        try {
            LocalDateTime time = form.group(2) == null
                    ? LocalDate.parse(form.group(1)).atStartOfDay()
                    : LocalDateTime.parse(form.group(1) + "T" + form.group(2));
            return time.atZone(own).toEpochSecond();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time: " + e.getMessage(), e);
        }
    }

    static String format(ZonedDateTime time, String pattern) {
        return FORMATTERS.computeIfAbsent(pattern, DateTimeFormatter::ofPattern).format(time);
    }

    /**
     * Seconds of a duration such as {@code 1h30m}.
     *
     * @throws IllegalArgumentException for anything but weeks, days, hours, minutes and seconds
     */
    static long seconds(String duration) {
        Matcher part = DURATION.matcher(duration);
        long seconds = 0;
        int end = 0;
        boolean negative = duration.startsWith("-");
        while (part.find() && part.start() == end) {
            long count = Math.abs(Long.parseLong(part.group(1)));
            seconds += (negative ? -count : count) * UNIT_SECONDS.get(part.group(2));
            end = part.end();
        }
        if (duration.isEmpty() || end < duration.length()) {
            throw new IllegalArgumentException("TD_TIME_ADD: '" + duration + "' is no duration of w, d, h, m and s");
        }
        return seconds;
    }
}
