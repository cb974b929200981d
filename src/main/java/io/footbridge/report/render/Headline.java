package io.footbridge.report.render;

import io.footbridge.report.Gaps;
import io.footbridge.report.Report;
import io.footbridge.report.Scope;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report comes to, in a few sentences. */
final class Headline {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private Headline() {}

    static String title(Report report) {
        return "Visitors on " + DAY.format(report.date()) + " (" + report.timeZone() + ")";
    }

    static List<String> sentences(Report report) {
        Scope all = report.all();
        List<String> sentences = new ArrayList<>(gaps(report, all));
        sentences.add("Visitors: " + all.visitors().text() + "; the day before: "
                + all.dayBefore().text() + ".");
        if (all.secondsInView().isPresent()) {
            sentences.add("Average time in view: " + Table.seconds(all.secondsInView()) + " s.");
        }
        sentences.add(naive(all));
        sentences.addAll(notes(report));
        return sentences;
    }

    /** What is missing, to be read before any figure is compared with another. */
    static List<String> gaps(Report report, Scope scope) {
        List<String> sentences = new ArrayList<>();
        if (!report.isOver()) {
            sentences.add("The day is not over: the figures end at "
                    + TIME.format(report.madeAt().atZone(report.timeZone()))
                    + " at the latest, and no change from the day before is shown.");
        }
        sentences.addAll(Gaps.sentences(scope));
        return sentences;
    }

    /** What the count would say that this one corrects, and why that is another number; empty without data. */
    static String naive(Scope scope) {
        if (scope.naive().hasNoData()) {
            return "";
        }
        if (scope.naive().isWithheld()) {
            return "The count of distinct ids per label is withheld.";
        }
        return "A count of distinct ids per label gives "
                + scope.naive().text()
                + ": it counts a person once per label they were given, and omits people no camera classified with confidence.";
    }

    /** What to know of all figures. */
    static List<String> notes(Report report) {
        List<String> notes = new ArrayList<>();
        if (!report.onlyCameras().isEmpty()) {
            notes.add("Only these cameras: " + String.join(", ", report.onlyCameras()) + ".");
        }
        if (report.minimumGroup() > 0) {
            notes.add("Figures of fewer than " + report.minimumGroup()
                    + " people are withheld, and so are figures that would reveal them.");
        }
        return notes;
    }
}
