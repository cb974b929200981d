package io.footbridge.report;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.footbridge.td.Job;
import io.footbridge.td.Jobs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** The bean that asks Treasure Data who came by. */
public final class Reports {

    private final Jobs jobs;
    private final Queries queries;
    private final String table;
    private final ZoneId timeZone;
    private final int minimumGroup;

    /**
     * @param table what was imported, with its lineage: the cameras are told apart by {@code device_id}
     * @param timeZone says when a day begins
     * @param minimumGroup figures of fewer people than this are withheld; 0 withholds none
     */
    public Reports(Jobs jobs, Queries queries, String table, ZoneId timeZone, int minimumGroup) {
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.queries = requireNonNull(queries, "queries is null");
        this.table = requireNonNull(table, "table is null");
        this.timeZone = requireNonNull(timeZone, "timeZone is null");
        this.minimumGroup = minimumGroup;
    }

    /** The zone that says when a day begins. */
    public ZoneId timeZone() {
        return timeZone;
    }

    /** The report of the last day that is over. */
    public Report yesterday() {
        return of(LocalDate.now(timeZone).minusDays(1), List.of());
    }

    /**
     * The report of one day.
     *
     * @param cameras the device ids to look at; empty for all
     * @throws io.footbridge.td.JobException if Treasure Data does not answer
     */
    public Report of(LocalDate date, List<String> cameras) {
        try (Job visitors = start("visitors", date.minusDays(1), date, cameras);
                Job naive = start("naive-visitors", date, date, cameras)) {
            List<Visits> visits = visitors.rows().stream().map(Visits::of).toList();
            Map<String, Long> people = naive.rows().stream()
                    .collect(toMap(
                            row -> Label.of(value(row, "camera").asText()),
                            row -> Visits.people(value(row, "people"), "sql/naive-visitors.sql", "people"),
                            Long::sum));
            List<Scope> scopes = new Figures(visits, date.toString(), people, minimumGroup).scopes();
            return new Report(date, timeZone, List.copyOf(cameras), minimumGroup, Instant.now(), scopes);
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

    private static JsonNode value(Map<String, JsonNode> row, String column) {
        JsonNode value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("the answer to sql/naive-visitors.sql has no column " + column);
        }
        return value;
    }
}
