package io.footbridge.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import io.footbridge.report.Scope.CameraFigure;
import io.footbridge.report.Scope.GroupFigure;
import io.footbridge.report.Scope.HourFigure;
import io.footbridge.report.Visits.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Adds the answers up to the figures of all cameras together and of each on its own. */
final class Figures {

    private static final int HOURS = 24;

    private final Collection<Visits> visits;
    private final String day;
    private final Map<String, Long> naive;
    private final List<String> cameras;
    private final List<Group> groups;
    private final Map<String, Integer> cameraRows;
    private final Map<Group, Integer> groupColumns;
    private final Map<String, Long> seconds;
    private final Told told;
    private final Told toldBefore;

    /** What may be told of one day: by group and by hour. */
    private record Told(Disclosure byGroup, Disclosure byHour) {}

    /**
     * @param visits of the day and the day before
     * @param day as in the visits
     * @param naive what the naive count says, by camera
     * @param minimum figures of fewer people than this are withheld
     */
    Figures(Collection<Visits> visits, String day, Map<String, Long> naive, int minimum) {
        this.visits = Rare.together(visits);
        this.day = day;
        this.cameras = inOrder(this.visits, Visits::camera);
        this.groups = inOrder(this.visits, Visits::group);
        this.cameraRows = places(cameras);
        this.groupColumns = places(groups);
        this.naive = Rare.together(naive, cameraRows.keySet());
        this.seconds = this.visits.stream()
                .filter(some -> some.day().equals(day))
                .collect(groupingBy(Visits::camera, summingLong(Visits::secondsInView)));
        this.told = tell(true, minimum);
        this.toldBefore = tell(false, minimum);
    }

    /** All cameras together first, then each on its own if there are several. */
    List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>();
        scopes.add(scope(cameras.size(), Optional.empty()));
        if (cameras.size() > 1) {
            for (int row = 0; row < cameras.size(); row++) {
                scopes.add(scope(row, Optional.of(cameras.get(row))));
            }
        }
        return scopes;
    }

    /** @param row of the tables: a camera's, or the one of the sums */
    private Scope scope(int row, Optional<String> camera) {
        Count visitors = told.byGroup().sum(row);
        return new Scope(
                camera,
                visitors,
                toldBefore.byGroup().sum(row),
                visitors.isWithheld() ? Count.withheld() : Count.of(sum(naive, camera)),
                secondsInView(camera, visitors),
                IntStream.range(0, groups.size())
                        .mapToObj(column -> group(row, column))
                        .toList(),
                IntStream.range(0, HOURS)
                        .mapToObj(hour -> new HourFigure(
                                hour,
                                told.byHour().count(row, hour),
                                toldBefore.byHour().count(row, hour)))
                        .toList(),
                IntStream.range(0, cameras.size())
                        .filter(number -> camera.isEmpty() || number == row)
                        .mapToObj(this::camera)
                        .toList());
    }

    private GroupFigure group(int row, int column) {
        Group group = groups.get(column);
        return new GroupFigure(
                group.age(),
                group.gender(),
                told.byGroup().count(row, column),
                toldBefore.byGroup().count(row, column));
    }

    private CameraFigure camera(int row) {
        String camera = cameras.get(row);
        Count visitors = told.byGroup().sum(row);
        return new CameraFigure(
                camera, visitors, toldBefore.byGroup().sum(row), secondsInView(Optional.of(camera), visitors));
    }

    private static long sum(Map<String, Long> numbers, Optional<String> camera) {
        return camera.map(one -> numbers.getOrDefault(one, 0L))
                .orElseGet(() ->
                        numbers.values().stream().mapToLong(Long::longValue).sum());
    }

    private static <K extends Comparable<K>> List<K> inOrder(Collection<Visits> visits, Function<Visits, K> kind) {
        return List.copyOf(new TreeSet<>(visits.stream().map(kind).toList()));
    }

    private static <K> Map<K, Integer> places(List<K> inOrder) {
        return IntStream.range(0, inOrder.size()).boxed().collect(toMap(inOrder::get, place -> place));
    }

    private OptionalDouble secondsInView(Optional<String> camera, Count visitors) {
        if (visitors.isWithheld() || visitors.number() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((double) sum(seconds, camera) / visitors.number());
    }

    private Told tell(boolean onDay, int minimum) {
        List<Visits> some =
                visits.stream().filter(one -> one.day().equals(day) == onDay).toList();
        Disclosure byGroup = disclosure(some, groups.size(), one -> groupColumns.get(one.group()), minimum);
        Disclosure byHour = disclosure(some, HOURS, Visits::hour, minimum);
        while (byGroup.follow(byHour) || byHour.follow(byGroup)) {
            // Until neither withholds a sum that the other tells.
        }
        return new Told(byGroup, byHour);
    }

    private Disclosure disclosure(List<Visits> some, int columns, ToIntFunction<Visits> column, int minimum) {
        long[][] numbers = new long[cameras.size()][columns];
        for (Visits one : some) {
            numbers[cameraRows.get(one.camera())][column.applyAsInt(one)] += one.visitors();
        }
        return new Disclosure(numbers, columns, minimum);
    }
}
