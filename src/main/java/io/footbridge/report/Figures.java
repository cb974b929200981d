package io.footbridge.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toSet;

import io.footbridge.report.Scope.CameraFigure;
import io.footbridge.report.Scope.GroupFigure;
import io.footbridge.report.Scope.HourFigure;
import io.footbridge.report.Visits.Group;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Adds the answers up to the figures of all cameras together and of each on its own. */
final class Figures {

    static final int HOURS = 24;

    private final List<String> cameras;
    private final List<Group> groups;
    private final Map<String, Long> naive;
    private final Map<String, Long> seconds;
    private final Coverage coverage;
    private final DayFigures day;
    private final DayFigures dayBefore;

    /** @param naive what the naive count says, by camera */
    Figures(Collection<Visits> visits, String date, Map<String, Long> naive, int minimum, Coverage coverage) {
        List<Visits> shown = Rare.together(visits);
        Map<Boolean, List<Visits>> ofDay =
                shown.stream().collect(partitioningBy(one -> one.day().equals(date)));
        this.coverage = coverage;
        this.cameras = cameras(shown, visits, coverage);
        this.groups =
                List.copyOf(new TreeSet<>(shown.stream().map(Visits::group).toList()));
        this.naive = Rare.together(naive, Set.copyOf(cameras));
        this.seconds = ofDay.get(true).stream().collect(groupingBy(Visits::camera, summingLong(Visits::secondsInView)));
        this.day = new DayFigures(ofDay.get(true), cameras, groups, minimum, coverage.day());
        this.dayBefore = new DayFigures(ofDay.get(false), cameras, groups, minimum, coverage.dayBefore());
    }

    /** All cameras together first, then each on its own if there are several. */
    List<Scope> scopes() {
        IntStream each = IntStream.range(0, cameras.size() > 1 ? cameras.size() : 0);
        return IntStream.concat(IntStream.of(cameras.size()), each)
                .mapToObj(this::scope)
                .toList();
    }

    /** Whether there is data of the day: rows in which somebody was counted, or an object that was imported. */
    boolean hasData() {
        return day.hasData(cameras.size());
    }

    /** @param row a camera's number, or the one past the last for all together */
    private Scope scope(int row) {
        boolean isAll = row == cameras.size();
        int[] rows = isAll ? IntStream.range(0, row).toArray() : new int[] {row};
        People visitors = day.visitors(row);
        return new Scope(
                isAll ? Optional.empty() : Optional.of(cameras.get(row)),
                visitors,
                dayBefore.visitors(row),
                visitors.isTold() ? People.of(sum(naive, row)) : visitors,
                secondsInView(row, visitors),
                IntStream.range(0, groups.size())
                        .mapToObj(group -> new GroupFigure(
                                groups.get(group).age(),
                                groups.get(group).gender(),
                                day.group(row, group),
                                dayBefore.group(row, group)))
                        .toList(),
                IntStream.range(0, HOURS)
                        .mapToObj(hour -> new HourFigure(hour, day.hour(row, hour), dayBefore.hour(row, hour)))
                        .toList(),
                IntStream.of(rows).mapToObj(this::camera).toList(),
                IntStream.of(rows).mapToObj(this::gap).filter(Gap::isAny).toList());
    }

    private CameraFigure camera(int row) {
        People visitors = day.visitors(row);
        return new CameraFigure(cameras.get(row), visitors, dayBefore.visitors(row), secondsInView(row, visitors));
    }

    private Gap gap(int row) {
        CameraDay held = coverage.day().of(cameras.get(row));
        return new Gap(
                cameras.get(row),
                !day.hasData(row),
                !dayBefore.hasData(row),
                day.silentHours(row),
                dayBefore.silentHours(row),
                held.notImported(),
                held.failed());
    }

    private OptionalDouble secondsInView(int row, People visitors) {
        return visitors.isTold() && visitors.number() > 0
                ? OptionalDouble.of((double) sum(seconds, row) / visitors.number())
                : OptionalDouble.empty();
    }

    private long sum(Map<String, Long> numbers, int row) {
        return row < cameras.size()
                ? numbers.getOrDefault(cameras.get(row), 0L)
                : numbers.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that saw somebody, and those of which there is an object, as far as there is room. */
    private static List<String> cameras(List<Visits> shown, Collection<Visits> all, Coverage coverage) {
        Set<String> cameras = new TreeSet<>(shown.stream().map(Visits::camera).toList());
        Set<String> seeing = all.stream().map(Visits::camera).collect(toSet());
        coverage.camerasThere().stream()
                .filter(camera -> !seeing.contains(camera))
                .limit(Math.max(0, Rare.MOST_CAMERAS - cameras.size()))
                .forEach(cameras::add);
        return List.copyOf(cameras);
    }
}
