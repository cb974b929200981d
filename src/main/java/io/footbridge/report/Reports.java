package io.footbridge.report;

import static java.util.stream.Collectors.toMap;

import io.footbridge.bucket.CameraFolders;
import io.footbridge.td.Job;
import io.footbridge.td.JobException;
import io.footbridge.td.Jobs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean that asks Treasure Data who came by, and the bucket what it can know of.
 *
 * @param table what was imported, with its lineage: the cameras are told apart by {@code device_id}
 * @param timeZone says when a day begins
 * @param minimumGroup figures of fewer people than this are withheld; 0 withholds none
 * @param bucket tells a day without visitors from one without data
 */
public record Reports(
        Jobs jobs, Queries queries, String table, ZoneId timeZone, int minimumGroup, BucketCoverage bucket) {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private static final String VISITORS = "visitors";
    private static final String NAIVE_VISITORS = "naive-visitors";
    private static final String ROWS = "rows";
    private static final int MOST_NAMED = 20;

    private static final Pattern NO_COLUMN = Pattern.compile("Column '(\\w+)' cannot be resolved");

    /**
     * The report of the last day that is over.
     *
     * @throws NoDataException if there is nothing to count
     */
    public Report yesterday() {
        return of(LocalDate.now(timeZone).minusDays(1), List.of());
    }

    /**
     * The report of one day.
     *
     * @param cameras the device ids to look at; empty for all
     * @throws NoDataException if no object of the day was imported, and no row of it is there
     * @throws UnknownCameraException if nothing lies anywhere under a camera, and no row is of it
     * @throws IllegalArgumentException if a query needs what the table does not have
     * @throws JobException if Treasure Data does not answer
     * @throws io.footbridge.failure.Failure if S3 does not list what was imported
     */
    public Report of(LocalDate date, List<String> cameras) {
        Instant now = Instant.now();
        // Before the query: what is imported meanwhile must not look like an object without visitors.
        Coverage coverage = bucket.of(date, timeZone, now);
        try (Job visitors = start(VISITORS, date.minusDays(1), date, cameras);
                Job naive = start(NAIVE_VISITORS, date, date, cameras)) {
            List<Visits> visits =
                    rows(visitors, VISITORS).stream().map(Visits::of).toList();
            Map<String, Long> people = rows(naive, NAIVE_VISITORS).stream()
                    .collect(toMap(row -> Label.of(row.text("camera")), row -> row.count("people"), Long::sum));
            List<String> labels = cameras.stream().map(Label::of).toList();
            requireKnown(labels, coverage, visits);
            if (!labels.isEmpty()) {
                coverage.keep(labels);
            }
            requireColumns(date, coverage, visits);
            Figures figures = new Figures(visits, date.toString(), people, minimumGroup, coverage);
            if (!figures.hasData()) {
                throw noData(date, labels, coverage);
            }
            return new Report(date, timeZone, labels, minimumGroup, now, figures.scopes());
        }
    }

    private static void requireKnown(List<String> cameras, Coverage coverage, List<Visits> visits) {
        List<String> unknown = cameras.stream()
                .filter(camera -> !coverage.cameras().contains(camera))
                .filter(camera -> visits.stream().noneMatch(one -> one.camera().equals(camera)))
                .toList();
        if (!unknown.isEmpty() && coverage.isWhole()) {
            throw new UnknownCameraException(unknown, coverage.cameras());
        }
    }

    /**
     * A query finds nobody where a column that it needs is empty in every row, as one is that a route leaves out. That is
     * looked for only where nobody was found.
     */
    private void requireColumns(LocalDate date, Coverage coverage, List<Visits> visits) {
        LocalDate dayBefore = date.minusDays(1);
        boolean isDoubtful = coverage.day().isImported() && isEmpty(date, visits);
        boolean isDoubtfulBefore = coverage.dayBefore().isImported() && isEmpty(dayBefore, visits);
        if (!isDoubtful && !isDoubtfulBefore) {
            return;
        }
        try (Job job = start(ROWS, dayBefore, date, List.of())) {
            for (QueryRow row : rows(job, ROWS)) {
                List<String> missing = emptyColumns(row);
                String day = row.text("day");
                if (missing.isEmpty()) {
                    continue;
                }
                String what = "no row of " + day + " has a value in " + String.join(", ", missing)
                        + ", which sql/visitors.sql needs: look for a route that leaves it out";
                if (isDoubtful && day.equals(date.toString())) {
                    throw new IllegalArgumentException(what);
                }
                if (isDoubtfulBefore && day.equals(dayBefore.toString())) {
                    LOG.warn("{}; the report shows no data for that day", what);
                    coverage.dayBefore().cameras().clear();
                }
            }
        }
    }

    private static boolean isEmpty(LocalDate date, List<Visits> visits) {
        return visits.stream().noneMatch(one -> one.day().equals(date.toString()));
    }

    /** Every column of the answer but the day counts the values of one of the table, or all rows. */
    private static List<String> emptyColumns(QueryRow row) {
        return row.count("row_count") == 0
                ? List.of()
                : row.values().keySet().stream()
                        .filter(column -> !column.equals("day") && row.count(column) == 0)
                        .toList();
    }

    private NoDataException noData(LocalDate date, List<String> only, Coverage coverage) {
        List<String> cameras = only.isEmpty() ? List.copyOf(coverage.cameras()) : only;
        List<String> lines = new ArrayList<>();
        cameras.stream()
                .limit(MOST_NAMED)
                .forEach(camera -> lines.add(camera + ": " + held(coverage.day().of(camera))));
        if (cameras.size() > MOST_NAMED) {
            lines.add(cameras.size() - MOST_NAMED + " other cameras");
        }
        if (!coverage.isWhole()) {
            lines.add("there are more than " + CameraFolders.MOST_FOLDERS
                    + " folders under a prefix, and the others were not listed");
        }
        if (cameras.isEmpty()) {
            lines.add("no camera has a folder under " + bucket.imported());
        }
        return new NoDataException(
                "there is no data of " + date + " (" + timeZone + "): no object of that day was imported", lines);
    }

    private static String held(CameraDay day) {
        if (!day.isThere()) {
            return "no object of that day";
        }
        List<String> parts = new ArrayList<>();
        if (day.notImported() > 0) {
            parts.add(Gaps.objects(day.notImported()) + " not imported yet");
        }
        if (day.failed() > 0) {
            parts.add(Gaps.objects(day.failed()) + " failed");
        }
        return String.join(", ", parts);
    }

    private List<QueryRow> rows(Job job, String name) {
        try {
            return job.rows().stream().map(row -> new QueryRow(name, row)).toList();
        } catch (JobException e) {
            Matcher column = NO_COLUMN.matcher(String.valueOf(e.getMessage()));
            if (column.find()) {
                throw new IllegalArgumentException(
                        "the table " + table + " has no column " + column.group(1) + ", which sql/" + name
                                + ".sql needs: " + e.getMessage(),
                        e);
            }
            throw e;
        }
    }

    private Job start(String name, LocalDate from, LocalDate last, List<String> cameras) {
        return jobs.start(
                name,
                queries.text(
                        name,
                        Map.of(
                                "table", table,
                                "from", from.toString(),
                                "to", last.plusDays(1).toString(),
                                "time_zone", timeZone.getId(),
                                "cameras", String.join(",", cameras))));
    }
}
