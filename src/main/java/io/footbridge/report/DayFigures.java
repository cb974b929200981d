package io.footbridge.report;

import io.footbridge.report.Visits.Group;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What may be told of one day: by group and by hour, one row per camera.
 *
 * <p>A row is the number of a camera; the one past the last is that of all of them together.
 */
final class DayFigures {

    private final Coverage.Day held;
    private final List<String> cameras;
    private final boolean[] hasData;
    private final long[][] peopleByHour;
    private final Disclosure byGroup;
    private final Disclosure byHour;

    /** @param visits of this day, of these cameras and groups */
    DayFigures(List<Visits> visits, List<String> cameras, List<Group> groups, int minimum, Coverage.Day held) {
        this.held = held;
        this.cameras = cameras;
        this.hasData = new boolean[cameras.size() + 1];
        this.peopleByHour = new long[cameras.size()][Figures.HOURS];
        long[][] peopleByGroup = new long[cameras.size()][groups.size()];
        Map<String, Integer> rows = places(cameras);
        Map<Group, Integer> columns = places(groups);
        for (Visits one : visits) {
            int row = rows.get(one.camera());
            hasData[row] = true;
            peopleByHour[row][one.hour()] += one.visitors();
            peopleByGroup[row][columns.get(one.group())] += one.visitors();
        }
        for (int row = 0; row < cameras.size(); row++) {
            String camera = cameras.get(row);
            hasData[row] |= camera.equals(Rare.OTHER_CAMERAS)
                    ? held.isImported()
                    : held.of(camera).isImported();
            hasData[cameras.size()] |= hasData[row];
        }
        this.byGroup = new Disclosure(peopleByGroup, groups.size(), minimum);
        this.byHour = new Disclosure(peopleByHour, Figures.HOURS, minimum);
        while (byGroup.follow(byHour) || byHour.follow(byGroup)) {
            // Until neither withholds a sum that the other tells.
        }
    }

    /** Whether there is a row in which somebody was counted, or an object that was imported. */
    boolean hasData(int row) {
        return hasData[row];
    }

    People visitors(int row) {
        return hasData[row] ? byGroup.sum(row) : People.noData();
    }

    People group(int row, int group) {
        return hasData[row] ? byGroup.count(row, group) : People.noData();
    }

    People hour(int row, int hour) {
        if (!hasData[row]) {
            return People.noData();
        }
        boolean isSilent = IntStream.range(0, cameras.size())
                .filter(camera -> row == cameras.size() ? hasData[camera] : camera == row)
                .allMatch(camera -> silentHours(camera).contains(hour));
        return isSilent ? People.silent() : byHour.count(row, hour);
    }

    /** An hour in which somebody was seen has data, whichever object it came in. */
    List<Integer> silentHours(int row) {
        return held.silentHours(cameras.get(row)).stream()
                .filter(hour -> peopleByHour[row][hour] == 0)
                .toList();
    }

    private static <K> Map<K, Integer> places(List<K> inOrder) {
        return IntStream.range(0, inOrder.size()).boxed().collect(Collectors.toMap(inOrder::get, place -> place));
    }
}
