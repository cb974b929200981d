package io.footbridge.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.footbridge.report.Scope.CameraFigure;
import io.footbridge.report.Scope.GroupFigure;
import io.footbridge.report.Scope.HourFigure;
import io.footbridge.report.Visits.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Adds the answers up to the figures of all cameras together and of each on its own. */
final class Figures {

    static final int HOURS = 24;

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
    private final Coverage coverage;
    private final Map<String, long[]> seen;
    private final Map<String, long[]> seenBefore;

    /** What may be told of one day: by group and by hour. */
    private record Told(Disclosure byGroup, Disclosure byHour) {}

    /**
     * @param visits of the day and the day before
     * @param day as in the visits
     * @param naive what the naive count says, by camera
     * @param minimum figures of fewer people than this are withheld
     * @param coverage which cameras there is data of
     */
    Figures(Collection<Visits> visits, String day, Map<String, Long> naive, int minimum, Coverage coverage) {
        this.visits = Rare.together(visits);
        this.day = day;
        this.coverage = coverage;
        this.cameras = cameras(visits);
        this.seen = byHour(true);
        this.seenBefore = byHour(false);
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

    /** Whether there is data of the day: rows in which somebody was counted, or an object that was imported. */
    boolean hasData() {
        return hasData(Optional.empty(), true);
    }

    /** @param row of the tables: a camera's, or the one of the sums */
    private Scope scope(int row, Optional<String> camera) {
        People visitors = visitors(row, camera, true);
        return new Scope(
                camera,
                visitors,
                visitors(row, camera, false),
                visitors.isTold() ? People.of(sum(naive, camera)) : visitors,
                secondsInView(camera, visitors),
                IntStream.range(0, groups.size())
                        .mapToObj(column -> group(row, column, camera))
                        .toList(),
                IntStream.range(0, HOURS)
                        .mapToObj(hour ->
                                new HourFigure(hour, hour(row, hour, camera, true), hour(row, hour, camera, false)))
                        .toList(),
                IntStream.range(0, cameras.size())
                        .filter(number -> camera.isEmpty() || number == row)
                        .mapToObj(this::camera)
                        .toList(),
                some(camera).map(this::gap).filter(Gap::isAny).toList());
    }

    private People visitors(int row, Optional<String> camera, boolean onDay) {
        return hasData(camera, onDay) ? told(onDay).byGroup().sum(row) : People.noData();
    }

    private GroupFigure group(int row, int column, Optional<String> camera) {
        Group group = groups.get(column);
        return new GroupFigure(
                group.age(),
                group.gender(),
                hasData(camera, true) ? told.byGroup().count(row, column) : People.noData(),
                hasData(camera, false) ? toldBefore.byGroup().count(row, column) : People.noData());
    }

    private People hour(int row, int hour, Optional<String> camera, boolean onDay) {
        if (!hasData(camera, onDay)) {
            return People.noData();
        }
        boolean isSilent = some(camera)
                .filter(one -> hasData(Optional.of(one), onDay))
                .allMatch(one -> silentHours(one, onDay).contains(hour));
        return isSilent ? People.silent() : told(onDay).byHour().count(row, hour);
    }

    private CameraFigure camera(int row) {
        Optional<String> camera = Optional.of(cameras.get(row));
        People visitors = visitors(row, camera, true);
        return new CameraFigure(
                cameras.get(row), visitors, visitors(row, camera, false), secondsInView(camera, visitors));
    }

    private Gap gap(String camera) {
        CameraDay held = coverage.onDay(camera);
        return new Gap(
                camera,
                !hasData(Optional.of(camera), true),
                !hasData(Optional.of(camera), false),
                silentHours(camera, true),
                silentHours(camera, false),
                held.notImported(),
                held.failed());
    }

    private boolean hasData(Optional<String> camera, boolean onDay) {
        return some(camera)
                .anyMatch(one -> (onDay ? seen : seenBefore).containsKey(one)
                        || (one.equals(Rare.OTHER_CAMERAS)
                                ? coverage.isImported(onDay)
                                : coverage.of(one, onDay).isImported()));
    }

    /** An hour in which somebody was seen has data, whichever object it came in. */
    private List<Integer> silentHours(String camera, boolean onDay) {
        long[] people = (onDay ? seen : seenBefore).getOrDefault(camera, new long[HOURS]);
        return coverage.of(camera, onDay).silentHours(coverage.elapsed(onDay)).stream()
                .filter(hour -> people[hour] == 0)
                .toList();
    }

    private Stream<String> some(Optional<String> camera) {
        return camera.map(Stream::of).orElseGet(cameras::stream);
    }

    private Told told(boolean onDay) {
        return onDay ? told : toldBefore;
    }

    /** Those that saw somebody, and those of which there is an object, as far as there is room. */
    private List<String> cameras(Collection<Visits> all) {
        Set<String> some = new TreeSet<>();
        this.visits.forEach(one -> some.add(one.camera()));
        Set<String> rare = all.stream().map(Visits::camera).collect(toSet());
        coverage.camerasThere().stream()
                .filter(camera -> !rare.contains(camera))
                .limit(Math.max(0, Rare.MOST_CAMERAS - some.size()))
                .forEach(some::add);
        return List.copyOf(some);
    }

    /** How many people each camera first saw in each hour. */
    private Map<String, long[]> byHour(boolean onDay) {
        Map<String, long[]> people = new HashMap<>();
        for (Visits one : visits) {
            if (one.day().equals(day) == onDay) {
                people.computeIfAbsent(one.camera(), unknown -> new long[HOURS])[one.hour()] += one.visitors();
            }
        }
        return people;
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

    private OptionalDouble secondsInView(Optional<String> camera, People visitors) {
        if (!visitors.isTold() || visitors.number() == 0) {
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
