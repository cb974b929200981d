package io.footbridge.report;

import io.footbridge.report.Visits.Group;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts together what is too rare to have a place of its own: a camera can invent labels, and whoever puts objects into
 * the bucket can invent cameras, but the report has room for so many only. Everybody is still counted once.
 */
final class Rare {

    /** Far more than the ages and genders that cameras tell apart. */
    static final int MOST_GROUPS = 100;

    static final int MOST_CAMERAS = 2000;

    /** Stands for the cameras with the fewest visitors; it is no device id. */
    static final String OTHER_CAMERAS = "(other cameras)";

    private static final Group OTHER = new Group(Report.OTHER, Report.OTHER);

    private Rare() {}

    static List<Visits> together(Collection<Visits> visits) {
        Set<Group> groups = most(visits, Visits::group, MOST_GROUPS);
        Set<String> cameras = most(visits, Visits::camera, MOST_CAMERAS);
        return visits.stream()
                .map(one -> new Visits(
                        one.day(),
                        cameras.contains(one.camera()) ? one.camera() : OTHER_CAMERAS,
                        one.hour(),
                        groups.contains(one.group()) ? one.group() : OTHER,
                        one.visitors(),
                        one.secondsInView()))
                .toList();
    }

    /** The same for numbers by camera. */
    static Map<String, Long> together(Map<String, Long> numbers, Set<String> cameras) {
        Map<String, Long> together = new HashMap<>();
        numbers.forEach((camera, number) ->
                together.merge(cameras.contains(camera) ? camera : OTHER_CAMERAS, number, Long::sum));
        return together;
    }

    /** Those of a kind that most people were counted with; of equals, the first in their order. */
    private static <K extends Comparable<K>> Set<K> most(
            Collection<Visits> visits, Function<Visits, K> kind, int most) {
        Map<K, Long> people =
                visits.stream().collect(Collectors.groupingBy(kind, Collectors.summingLong(Visits::visitors)));
        return people.entrySet().stream()
                .sorted(Comparator.<Map.Entry<K, Long>>comparingLong(Map.Entry::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
