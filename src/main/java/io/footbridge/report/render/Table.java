package io.footbridge.report.render;

import io.footbridge.report.Scope;
import io.footbridge.report.Scope.CameraFigure;
import io.footbridge.report.Scope.GroupFigure;
import io.footbridge.report.Scope.HourFigure;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

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
                        scope.groups().stream().map(Table::row).toList()),
                new Table(
                        "By hour of arrival",
                        1,
                        true,
                        List.of("hour", VISITORS, DAY_BEFORE),
                        scope.hours().stream().map(Table::row).toList()),
                new Table(
                        "By camera",
                        1,
                        false,
                        List.of("camera", VISITORS, DAY_BEFORE, "seconds in view"),
                        scope.cameras().stream().map(Table::row).toList()));
    }

    /** Seconds with one decimal, or a hyphen if there are none. */
    static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
    }

    private static List<String> row(GroupFigure figure) {
        return List.of(
                figure.age(),
                figure.gender(),
                figure.visitors().text(),
                figure.dayBefore().text());
    }

    private static List<String> row(HourFigure figure) {
        return List.of(
                String.format(Locale.ROOT, "%02d:00", figure.hour()),
                figure.visitors().text(),
                figure.dayBefore().text());
    }

    private static List<String> row(CameraFigure figure) {
        return List.of(
                figure.camera(), figure.visitors().text(), figure.dayBefore().text(), seconds(figure.secondsInView()));
    }
}
