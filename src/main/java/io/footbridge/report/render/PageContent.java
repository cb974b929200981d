package io.footbridge.report.render;

import io.footbridge.report.People;
import io.footbridge.report.People.State;
import io.footbridge.report.Report;
import io.footbridge.report.Scope;
import io.footbridge.report.Scope.CameraFigure;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the template {@code page.html} asks for, by the names it asks by.
 *
 * @param choice whether there is more than one scope to choose from
 */
record PageContent(
        String title, boolean choice, List<Section> scopes, List<String> notes, String madeAt, String madeAtText) {

    static final int MOST_CAMERAS = 100;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm VV", Locale.ENGLISH);

    /**
     * The figures of one scope.
     *
     * @param id unique in the page
     * @param gaps what is missing, to be read before the figures
     * @param change from the day before; empty if either is not told, the day is not over, or the
     *     days have data of different cameras
     * @param timed whether there are seconds in view
     */
    record Section(
            String id,
            String name,
            boolean missing,
            List<String> gaps,
            Scope figures,
            String change,
            String secondsInView,
            boolean timed,
            String naive,
            List<Figure> tables) {}

    /**
     * A table with its chart.
     *
     * @param nobody stands in the place of rows
     * @param shape of the chart: columns for what follows one another, else bars
     */
    record Figure(String title, boolean some, String nobody, String shape, List<Cell> header, List<List<Cell>> rows) {}

    /**
     * A field of a table.
     *
     * @param label whether it says what is counted
     * @param style of what stands in the place of a number; empty for a number
     */
    record Cell(String text, boolean label, String style) {}

    static PageContent of(Report report) {
        List<Scope> scopes = busiest(report.scopes());
        List<Section> sections = IntStream.range(0, scopes.size())
                .mapToObj(number -> section("scope-" + number, scopes.get(number), report))
                .toList();
        List<String> notes = new ArrayList<>(Headline.notes(report));
        if (scopes.size() < report.scopes().size()) {
            notes.add("Of " + (report.scopes().size() - 1) + " cameras, the " + MOST_CAMERAS
                    + " with the most visitors are shown; the CSV has all.");
        }
        notes.add(Report.UNKNOWN + ": the cameras were not sure enough of the age or the gender.");
        return new PageContent(
                Headline.title(report),
                sections.size() > 1,
                sections,
                notes,
                report.madeAt().toString(),
                TIME.format(report.madeAt().atZone(report.timeZone())));
    }

    /** All cameras together and each on its own, as far as a browser can show so many. */
    private static List<Scope> busiest(List<Scope> scopes) {
        if (scopes.size() <= MOST_CAMERAS + 1) {
            return scopes;
        }
        Set<String> busiest = scopes.get(0).cameras().stream()
                .sorted(Comparator.<CameraFigure>comparingLong(
                                one -> one.visitors().number())
                        .reversed())
                .limit(MOST_CAMERAS)
                .map(CameraFigure::camera)
                .collect(Collectors.toSet());
        return scopes.stream()
                .filter(scope -> scope.camera().map(busiest::contains).orElse(true))
                .map(scope -> scope.withCameras(busiest))
                .toList();
    }

    private static Section section(String id, Scope scope, Report report) {
        List<String> gaps = Headline.gaps(report, scope);
        return new Section(
                id,
                scope.camera().orElse("All cameras"),
                !gaps.isEmpty(),
                gaps,
                scope,
                report.isOver() && isComparable(scope) ? change(scope.dayBefore(), scope.visitors()) : "",
                Table.seconds(scope.secondsInView()),
                scope.secondsInView().isPresent(),
                Headline.naive(scope),
                Table.of(scope).stream().map(table -> figure(table, scope)).toList());
    }

    /** Whether both days have data of the same cameras. */
    private static boolean isComparable(Scope scope) {
        return scope.gaps().stream().noneMatch(gap -> gap.isDay() != gap.isDayBefore());
    }

    /** Such as {@code +4 (+50%)}, the percentage only where there is something to take it of. */
    private static String change(People from, People to) {
        if (!from.isTold() || !to.isTold()) {
            return "";
        }
        long more = to.number() - from.number();
        String text = signed(more, String.format(Locale.ROOT, "%,d", Math.abs(more)));
        if (from.number() == 0 || more == 0) {
            return text;
        }
        long percent = Math.round(100.0 * Math.abs(more) / from.number());
        return text + " (" + signed(more, String.format(Locale.ROOT, "%,d%%", percent)) + ")";
    }

    private static String signed(long number, String size) {
        return (number > 0 ? "+" : number < 0 ? "\u2212" : "\u00b1") + size;
    }

    private static Figure figure(Table table, Scope scope) {
        return new Figure(
                table.title(),
                !table.rows().isEmpty(),
                scope.visitors().hasNoData()
                        ? "There is no data."
                        : "Nobody came on this day" + (scope.dayBefore().hasNoData() ? "." : " or the day before."),
                table.isSequence() ? "columns" : "bars",
                cells(table.header(), table.labels()),
                table.rows().stream().map(row -> cells(row, table.labels())).toList());
    }

    private static List<Cell> cells(List<String> texts, int labels) {
        return IntStream.range(0, texts.size())
                .mapToObj(column -> column < labels
                        ? new Cell(texts.get(column), true, "")
                        : new Cell(
                                texts.get(column),
                                false,
                                State.of(texts.get(column)).style()))
                .toList();
    }
}
