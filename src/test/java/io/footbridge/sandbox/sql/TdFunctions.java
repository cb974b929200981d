package io.footbridge.sandbox.sql;

import static io.airlift.slice.Slices.utf8Slice;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.airlift.slice.Slice;
import io.trino.spi.StandardErrorCode;
import io.trino.spi.TrinoException;
import io.trino.spi.block.Block;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.function.ScalarFunction;
import io.trino.spi.function.SqlType;
import io.trino.spi.type.BigintType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Treasure Data's own SQL functions on times. Where a zone may be named, it is UTC if it is not.
 *
 * @see <a href="https://docs.treasuredata.com/display/public/PD/Supported+Trino+and+TD+Functions">TD's functions</a>
 */
public final class TdFunctions {

    private static final String UTC = "UTC";
    private static final Map<String, Character> UNITS = Map.of(
            "second", 's', "minute", 'm', "hour", 'h', "day", 'd', "week", 'w', "month", 'M', "quarter", 'q', "year",
            'y');

    /** What TD_TIME_STRING's codes show. */
    private static final Map<Character, String> PATTERNS = Map.of(
            'y', "yyyy",
            'q', "yyyy-MM",
            'M', "yyyy-MM",
            'w', "yyyy-MM-dd",
            'd', "yyyy-MM-dd",
            'h', "yyyy-MM-dd HH",
            'm', "yyyy-MM-dd HH:mm",
            's', "yyyy-MM-dd HH:mm:ss");

    /** A query asks for the same interval with every row. */
    private static final Cache<Interval, TimeInterval.Range> RANGES =
            CacheBuilder.newBuilder().maximumSize(1000).build();

    private record Interval(Optional<String> clock, Slice interval, Slice zone) {}

    private TdFunctions() {}

    @ScalarFunction("td_interval")
    @SqlType("boolean")
    public static boolean interval(
            ConnectorSession session, @SqlType("bigint") long time, @SqlType("varchar") Slice interval) {
        return interval(session, time, interval, utf8Slice(UTC));
    }

    @ScalarFunction("td_interval")
    @SqlType("boolean")
    public static boolean interval(
            ConnectorSession session,
            @SqlType("bigint") long time,
            @SqlType("varchar") Slice interval,
            @SqlType("varchar") Slice zone) {
        return range(session, interval, zone).contains(time);
    }

    @ScalarFunction("td_interval")
    @SqlType("boolean")
    public static boolean intervalOfDouble(
            ConnectorSession session, @SqlType("double") double time, @SqlType("varchar") Slice interval) {
        return intervalOfDouble(session, time, interval, utf8Slice(UTC));
    }

    @ScalarFunction("td_interval")
    @SqlType("boolean")
    public static boolean intervalOfDouble(
            ConnectorSession session,
            @SqlType("double") double time,
            @SqlType("varchar") Slice interval,
            @SqlType("varchar") Slice zone) {
        return range(session, interval, zone).contains((long) Math.floor(time));
    }

    @ScalarFunction("td_interval_range")
    @SqlType("array(bigint)")
    public static Block intervalRange(ConnectorSession session, @SqlType("varchar") Slice interval) {
        return intervalRange(session, interval, utf8Slice(UTC));
    }

    @ScalarFunction("td_interval_range")
    @SqlType("array(bigint)")
    public static Block intervalRange(
            ConnectorSession session, @SqlType("varchar") Slice interval, @SqlType("varchar") Slice zone) {
        TimeInterval.Range range = range(session, interval, zone);
        BlockBuilder both = BigintType.BIGINT.createFixedSizeBlockBuilder(2);
        BigintType.BIGINT.writeLong(both, range.start());
        BigintType.BIGINT.writeLong(both, range.end());
        return both.build();
    }

    @ScalarFunction("td_time_parse")
    @SqlType("bigint")
    public static long timeParse(@SqlType("varchar") Slice text) {
        return timeParse(text, utf8Slice(UTC));
    }

    @ScalarFunction("td_time_parse")
    @SqlType("bigint")
    public static long timeParse(@SqlType("varchar") Slice text, @SqlType("varchar") Slice zone) {
        return checked(() -> TdTime.parse(text.toStringUtf8(), TdTime.zone(zone.toStringUtf8())));
    }

    @ScalarFunction("td_time_format")
    @SqlType("varchar")
    public static Slice timeFormat(@SqlType("bigint") long time, @SqlType("varchar") Slice pattern) {
        return timeFormat(time, pattern, utf8Slice(UTC));
    }

    @ScalarFunction("td_time_format")
    @SqlType("varchar")
    public static Slice timeFormat(
            @SqlType("bigint") long time, @SqlType("varchar") Slice pattern, @SqlType("varchar") Slice zone) {
        return checked(() -> utf8Slice(TdTime.format(at(time, zone), pattern.toStringUtf8())));
    }

    @ScalarFunction("td_time_string")
    @SqlType("varchar")
    public static Slice timeString(@SqlType("bigint") long time, @SqlType("varchar") Slice code) {
        return timeString(time, code, utf8Slice(UTC));
    }

    @ScalarFunction("td_time_string")
    @SqlType("varchar")
    public static Slice timeString(
            @SqlType("bigint") long time, @SqlType("varchar") Slice code, @SqlType("varchar") Slice zone) {
        return checked(() -> {
            String given = code.toStringUtf8();
            boolean brief = given.length() == 2 && given.endsWith("!");
            if (given.isEmpty() || (given.length() > 1 && !brief) || !PATTERNS.containsKey(given.charAt(0))) {
                throw new IllegalArgumentException("TD_TIME_STRING: '" + given + "' is none of its codes");
            }
            ZonedDateTime begun = TimeInterval.truncate(at(time, zone), given.charAt(0));
            return utf8Slice(TdTime.format(begun, brief ? PATTERNS.get(given.charAt(0)) : "yyyy-MM-dd HH:mm:ssxx"));
        });
    }

    @ScalarFunction("td_time_add")
    @SqlType("bigint")
    public static long timeAdd(@SqlType("bigint") long time, @SqlType("varchar") Slice duration) {
        return checked(() -> time + TdTime.seconds(duration.toStringUtf8()));
    }

    @ScalarFunction("td_time_add")
    @SqlType("bigint")
    public static long timeAdd(
            @SqlType("bigint") long time, @SqlType("varchar") Slice duration, @SqlType("varchar") Slice zone) {
        checked(() -> TdTime.zone(zone.toStringUtf8()));
        return timeAdd(time, duration);
    }

    @ScalarFunction("td_time_add")
    @SqlType("bigint")
    public static long timeAddToText(@SqlType("varchar") Slice time, @SqlType("varchar") Slice duration) {
        return timeAddToText(time, duration, utf8Slice(UTC));
    }

    @ScalarFunction("td_time_add")
    @SqlType("bigint")
    public static long timeAddToText(
            @SqlType("varchar") Slice time, @SqlType("varchar") Slice duration, @SqlType("varchar") Slice zone) {
        return timeAdd(timeParse(time, zone), duration);
    }

    @ScalarFunction("td_date_trunc")
    @SqlType("bigint")
    public static long dateTrunc(@SqlType("varchar") Slice unit, @SqlType("bigint") long time) {
        return dateTrunc(unit, time, utf8Slice(UTC));
    }

    @ScalarFunction("td_date_trunc")
    @SqlType("bigint")
    public static long dateTrunc(
            @SqlType("varchar") Slice unit, @SqlType("bigint") long time, @SqlType("varchar") Slice zone) {
        return checked(() -> {
            Character code = UNITS.get(unit.toStringUtf8());
            if (code == null) {
                throw new IllegalArgumentException("TD_DATE_TRUNC: '" + unit.toStringUtf8() + "' is no unit");
            }
            return TimeInterval.truncate(at(time, zone), code).toEpochSecond();
        });
    }

    @ScalarFunction("td_scheduled_time")
    @SqlType("bigint")
    public static long scheduledTime(ConnectorSession session) {
        return QueryClock.of(session).scheduledTime().getEpochSecond();
    }

    static <T> T checked(Supplier<T> function) {
        try {
            return function.get();
        } catch (IllegalArgumentException e) {
            throw new TrinoException(StandardErrorCode.INVALID_FUNCTION_ARGUMENT, e.getMessage(), e);
        }
    }

    private static TimeInterval.Range range(ConnectorSession session, Slice interval, Slice zone) {
        Interval key = new Interval(session.getTraceToken(), interval, zone);
        TimeInterval.Range known = RANGES.getIfPresent(key);
        if (known == null) {
            known = checked(() -> TimeInterval.parse(interval.toStringUtf8())
                    .range(QueryClock.of(session).reference(), TdTime.zone(zone.toStringUtf8())));
            RANGES.put(key, known);
        }
        return known;
    }

    private static ZonedDateTime at(long time, Slice zone) {
        ZoneId where = TdTime.zone(zone.toStringUtf8());
        return Instant.ofEpochSecond(time).atZone(where);
    }
}
