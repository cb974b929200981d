package io.footbridge.report;

import io.footbridge.report.Visits.Group;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports to try formats on. */
public final class ExampleReports {

    public static final LocalDate DAY = LocalDate.of(2019, 8, 15);
    public static final String DOOR = "LT_92ca49b9-8671-4913-ba77-a3f4453ade4d";
    public static final String HALL = "LT_b0f0a1c2-0000-4aaa-8bbb-123456789abc";
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final Instant NEXT_MORNING = Instant.parse("2019-08-15T21:00:00Z");
    private static final String STAIRS = "LT_5d1c7e88-3333-4ccc-9ddd-abcdef012345";

    private ExampleReports() {}

    /** Two cameras, twelve people on the day and eight the day before. */
    public static Report twoCameras(int minimumGroup) {
        return of(
                List.of(
                        visits("2019-08-15", DOOR, 9, "Adult", "Female", 4, 40),
                        visits("2019-08-15", DOOR, 10, "Adult", "Male", 3, 33),
                        visits("2019-08-15", HALL, 10, "Old", "Male", 4, 60),
                        visits("2019-08-15", HALL, 23, "Unknown", "Unknown", 1, 2),
                        visits("2019-08-14", DOOR, 9, "Child", "Female", 8, 80)),
                Map.of(DOOR, 11L, HALL, 8L),
                minimumGroup);
    }

    /** Three cameras on a day like any other, with thousands of people. */
    public static Report busyDay(int minimumGroup) {
        List<Visits> visits = new ArrayList<>();
        Map<String, Long> naive = new HashMap<>();
        List<String> cameras = List.of(DOOR, HALL, STAIRS);
        List<String> ages = List.of("Child", "Young", "Adult", "Old", "Unknown");
        List<String> genders = List.of("Female", "Male", "Unknown");
        int[] shares = {3, 2, 0, 14, 11, 1, 22, 19, 2, 8, 7, 1, 2, 3, 4};
        for (int camera = 0; camera < cameras.size(); camera++) {
            for (int hour = 8; hour < 22; hour++) {
                for (int group = 0; group < ages.size() * genders.size(); group++) {
                    String age = ages.get(group / genders.size());
                    String gender = genders.get(group % genders.size());
                    long rush = 12 - 2L * Math.min(Math.abs(hour - 12), Math.abs(hour - 18)) + hour % 3;
                    long visitors = shares[group] * rush / (6 + 3 * camera);
                    long before = visitors * (4 + (hour + group) % 6) / 7;
                    visits.add(visits("2019-08-15", cameras.get(camera), hour, age, gender, visitors, visitors * 9));
                    visits.add(visits("2019-08-14", cameras.get(camera), hour, age, gender, before, before * 8));
                    naive.merge(cameras.get(camera), visitors + visitors / 2, Long::sum);
                }
            }
        }
        return of(visits, naive, minimumGroup);
    }

    /** A day on which nobody came, as on the day before. */
    public static Report nobody() {
        return of(List.of(), Map.of(), 0, imported(DAY, DOOR), imported(DAY.minusDays(1), DOOR));
    }

    /** Two cameras: one was silent at noon, and the other has no data of the day before. */
    public static Report gaps() {
        Coverage coverage = coverage();
        for (int hour = 0; hour < Figures.HOURS; hour++) {
            if (hour != 12) {
                coverage.add(DOOR, DAY).addImported(hour);
            }
            coverage.add(DOOR, DAY.minusDays(1)).addImported(hour);
            coverage.add(HALL, DAY).addImported(hour);
        }
        return report(
                List.of(
                        visits("2019-08-15", DOOR, 9, "Adult", "Female", 4, 40),
                        visits("2019-08-15", HALL, 10, "Old", "Male", 4, 60),
                        visits("2019-08-14", DOOR, 9, "Child", "Female", 2, 80)),
                Map.of(DOOR, 4L, HALL, 4L),
                0,
                coverage);
    }

    /** A day with visitors after one without data. */
    public static Report noDayBefore() {
        return of(
                List.of(visits("2019-08-15", DOOR, 9, "Adult", "Female", 13_968, 40)),
                Map.of(DOOR, 14_000L),
                0,
                imported(DAY, DOOR));
    }

    /** One camera that gave this label to two people. */
    public static Report labelled(String label) {
        return labelled(label, 2, 0);
    }

    /** One camera that gave this label to so many people. */
    public static Report labelled(String label, long visitors, int minimumGroup) {
        return of(
                List.of(visits("2019-08-15", DOOR, 9, label, "Female", visitors, visitors * 10)),
                Map.of(DOOR, visitors),
                minimumGroup);
    }

    /** An object of a camera's day that does not tell its time. */
    private record Imported(LocalDate date, String camera) {}

    private static Imported imported(LocalDate date, String camera) {
        return new Imported(date, camera);
    }

    /** Every camera has data of both days. */
    private static Report of(List<Visits> visits, Map<String, Long> naive, int minimumGroup) {
        return of(
                visits,
                naive,
                minimumGroup,
                visits.stream()
                        .map(Visits::camera)
                        .distinct()
                        .flatMap(camera -> Stream.of(imported(DAY, camera), imported(DAY.minusDays(1), camera)))
                        .toArray(Imported[]::new));
    }

    private static Report of(List<Visits> visits, Map<String, Long> naive, int minimumGroup, Imported... objects) {
        Coverage coverage = coverage();
        for (Imported one : objects) {
            coverage.add(one.camera(), one.date()).addImported();
        }
        return report(visits, naive, minimumGroup, coverage);
    }

    private static Report report(List<Visits> visits, Map<String, Long> naive, int minimumGroup, Coverage coverage) {
        return new Report(
                DAY,
                ZONE,
                List.of(),
                minimumGroup,
                NEXT_MORNING,
                new Figures(visits, DAY.toString(), naive, minimumGroup, coverage).scopes());
    }

    private static Coverage coverage() {
        return new Coverage(DAY, ZONE, NEXT_MORNING);
    }

    private static Visits visits(
            String day, String camera, int hour, String age, String gender, long visitors, long seconds) {
        return new Visits(day, camera, hour, new Group(age, gender), visitors, seconds);
    }
}
