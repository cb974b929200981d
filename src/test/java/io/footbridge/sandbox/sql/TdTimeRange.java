package io.footbridge.sandbox.sql;

import static io.airlift.slice.Slices.utf8Slice;

import io.airlift.slice.Slice;
import io.trino.spi.function.ScalarFunction;
import io.trino.spi.function.SqlNullable;
import io.trino.spi.function.SqlType;

/**
 * TD_TIME_RANGE: whether a time is at or after a start and before an end, which are both Unix seconds or both texts; either
 * may be NULL for none. A text beside seconds is refused: with it, a bare NULL could be either.
 */
public final class TdTimeRange {

    private static final Slice UTC = utf8Slice("UTC");

    private TdTimeRange() {}

    @ScalarFunction("td_time_range")
    @SqlType("boolean")
    public static boolean since(@SqlType("bigint") long time, @SqlNullable @SqlType("bigint") Long start) {
        return contains(time, start, null);
    }

    @ScalarFunction("td_time_range")
    @SqlType("boolean")
    public static boolean between(
            @SqlType("bigint") long time,
            @SqlNullable @SqlType("bigint") Long start,
            @SqlNullable @SqlType("bigint") Long end) {
        return contains(time, start, end);
    }

    @ScalarFunction("td_time_range")
    @SqlType("boolean")
    public static boolean betweenInZone(
            @SqlType("bigint") long time,
            @SqlNullable @SqlType("bigint") Long start,
            @SqlNullable @SqlType("bigint") Long end,
            @SqlType("varchar") Slice zone) {
        return contains(time, start, end);
    }

    @ScalarFunction("td_time_range")
    @SqlType("boolean")
    public static boolean sinceText(@SqlType("bigint") long time, @SqlNullable @SqlType("varchar") Slice start) {
        return contains(time, seconds(start, UTC), null);
    }

    @ScalarFunction("td_time_range")
    @SqlType("boolean")
    public static boolean betweenTexts(
            @SqlType("bigint") long time,
            @SqlNullable @SqlType("varchar") Slice start,
            @SqlNullable @SqlType("varchar") Slice end) {
        return contains(time, seconds(start, UTC), seconds(end, UTC));
    }

    @ScalarFunction("td_time_range")
    @SqlType("boolean")
    public static boolean betweenTextsInZone(
            @SqlType("bigint") long time,
            @SqlNullable @SqlType("varchar") Slice start,
            @SqlNullable @SqlType("varchar") Slice end,
            @SqlType("varchar") Slice zone) {
        return contains(time, seconds(start, zone), seconds(end, zone));
    }

    private static boolean contains(long time, Long start, Long end) {
        return (start == null || start <= time) && (end == null || time < end);
    }

    private static Long seconds(Slice text, Slice zone) {
        return text == null
                ? null
                : TdFunctions.checked(() -> TdTime.parse(text.toStringUtf8(), TdTime.zone(zone.toStringUtf8())));
    }
}
