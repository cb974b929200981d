package io.footbridge.report;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is missing of a day, in sentences. */
public final class Gaps {

    /** As many names as one sentence has. */
    private static final int MOST_NAMED = 20;

    private Gaps() {}

    /** A sentence for each kind of thing that is missing; none if nothing is. */
    public static List<String> sentences(Scope scope) {
        List<Gap> gaps = scope.gaps();
        List<String> sentences = new ArrayList<>();
        noData("No data on this day", gaps, Gap::isDay, scope.visitors(), sentences);
        noData("No data on the day before", gaps, Gap::isDayBefore, scope.dayBefore(), sentences);
        silent("Silent on this day", gaps, Gap::silent, sentences);
        silent("Silent on the day before", gaps, Gap::silentBefore, sentences);
        objects("Not imported yet", gaps, Gap::notImported, sentences);
        objects("Failed", gaps, Gap::failed, sentences);
        return sentences;
    }

    /** Such as {@code LT_1, LT_2 and 7 others}. */
    static String named(List<String> names) {
        int others = names.size() - MOST_NAMED;
        return others <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + others
                        + (others == 1 ? " other" : " others");
    }

    /** Such as {@code 2 objects}. */
    static String objects(int count) {
        return count + (count == 1 ? " object" : " objects");
    }

    private static void noData(
            String what, List<Gap> gaps, Predicate<Gap> isMissing, People all, List<String> sentences) {
        List<String> cameras = gaps.stream().filter(isMissing).map(Gap::camera).toList();
        if (all.hasNoData()) {
            sentences.add(what + ".");
        } else if (!cameras.isEmpty()) {
            sentences.add(what + ": " + named(cameras) + ".");
        }
    }

    /** Cameras that were silent in the same hours are named together. */
    private static void silent(
            String what, List<Gap> gaps, Function<Gap, List<Integer>> hours, List<String> sentences) {
        Map<String, List<String>> cameras = new LinkedHashMap<>();
        gaps.stream()
                .filter(gap -> !hours.apply(gap).isEmpty())
                .forEach(gap -> cameras.computeIfAbsent(ranges(hours.apply(gap)), unknown -> new ArrayList<>())
                        .add(gap.camera()));
        if (cameras.isEmpty()) {
            return;
        }
        String some = cameras.entrySet().stream()
                .limit(MOST_NAMED)
                .map(same -> named(same.getValue()) + " " + same.getKey())
                .collect(Collectors.joining("; "));
        int others =
                cameras.values().stream().skip(MOST_NAMED).mapToInt(List::size).sum();
        sentences.add(what + ": " + some + (others > 0 ? "; and at other hours " + others + " more" : "") + ".");
    }

    private static void objects(String what, List<Gap> gaps, Function<Gap, Integer> count, List<String> sentences) {
        List<String> cameras = gaps.stream()
                .filter(gap -> count.apply(gap) > 0)
                .map(gap -> gap.camera() + " (" + objects(count.apply(gap)) + ")")
                .toList();
        if (!cameras.isEmpty()) {
            sentences.add(what + ": " + named(cameras) + ".");
        }
    }

    /** Such as {@code 00:00–09:00, 12:00–13:00}. */
    private static String ranges(List<Integer> hours) {
        RangeSet<Integer> ranges = TreeRangeSet.create();
        hours.forEach(hour -> ranges.add(Range.closedOpen(hour, hour + 1)));
        return ranges.asRanges().stream()
                .map(range -> String.format(
                        Locale.ROOT, "%02d:00\u2013%02d:00", range.lowerEndpoint(), range.upperEndpoint()))
                .collect(Collectors.joining(", "));
    }
}
