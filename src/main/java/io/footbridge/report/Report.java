package io.footbridge.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Who came by on one day.
 *
 * @param timeZone the zone in which it is one
 * @param onlyCameras the device ids that were asked for; empty for all
 * @param minimumGroup figures of fewer people than this are withheld; 0 if none is
 * @param madeAt when the question was answered
 * @param scopes all cameras together first, then each on its own if there are several
 */
public record Report(
        LocalDate date,
        ZoneId timeZone,
        List<String> onlyCameras,
        int minimumGroup,
        Instant madeAt,
        List<Scope> scopes) {

    /** The age or gender of those of whom the cameras were not sure enough. */
    public static final String UNKNOWN = "Unknown";

    /** The age and gender of those whose labels are too rare to be shown. */
    public static final String OTHER = "Other";

    /** Whether the day was over when the report was made. */
    public boolean isOver() {
        return !madeAt.isBefore(date.plusDays(1).atStartOfDay(timeZone).toInstant());
    }

    /** All cameras together. */
    public Scope all() {
        return scopes.get(0);
    }
}
