package io.footbridge.report.render;

import io.footbridge.report.Scope;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Figures as text, for whatever shows tables.
 *
 * @param labels how many of the columns, from the left, say what is counted; the others hold numbers
 * @param isSequence whether the rows follow one another, as hours do
 */
record Table(String title, int labels, boolean isSequence, List<String> header, List<List<String>> rows) {

    private static final String VISITORS = "visitors";
    private static final String DAY_BEFORE = "day before";

    /** The tables of one scope. */
    static List<Table> of(Scope scope) {
        return List.of(
                new Table(
                        "By age and gender",
                        2,
                        false,
                        List.of("age", "gender", VISITORS, DAY_BEFORE),
                        rows(
                                scope.groups(),
                                one -> List.of(
                                        one.age(),
                                        one.gender(),
                                        one.visitors().text(),
                                        one.dayBefore().text()))),
                new Table(
                        "By hour of arrival",
                        1,
                        true,
                        List.of("hour", VISITORS, DAY_BEFORE),
                        rows(
                                scope.hours(),
                                one -> List.of(
                                        String.format(Locale.ROOT, "%02d:00", one.hour()),
                                        one.visitors().text(),
                                        one.dayBefore().text()))),
                new Table(
                        "By camera",
                        1,
                        false,
                        List.of("camera", VISITORS, DAY_BEFORE, "seconds in view"),
                        rows(
                                scope.cameras(),
                                one -> List.of(
                                        one.camera(),
                                        one.visitors().text(),
                                        one.dayBefore().text(),
                                        seconds(one.secondsInView())))));
    }

    /** Seconds with one decimal, or a hyphen if there are none. */
    static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
    }

    private static <T> List<List<String>> rows(List<T> figures, Function<T, List<String>> row) {
        return figures.stream().map(row).toList();
    }
}
