package io.footbridge.report;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report comes to, in a few sentences. */
final class Headline {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

    private Headline() {}

    static String title(Report report) {
        return "Visitors on " + DAY.format(report.date()) + " (" + report.timeZone() + ")";
    }

    static List<String> sentences(Report report) {
        Scope all = report.all();
        List<String> sentences = new ArrayList<>();
        sentences.add("Visitors: " + all.visitors().text() + "; the day before: "
                + all.dayBefore().text() + ".");
        sentences.add(
                "In view for " + Table.seconds(all.secondsInView()) + " s in the mean, from first sight to last.");
        sentences.add(naive(all));
        sentences.addAll(notes(report));
        return sentences;
    }

    /** What the count would say that this one corrects, and why that is more. */
    static String naive(Scope scope) {
        if (scope.naive().isWithheld()) {
            return "What a count of distinct ids per label would have said is withheld.";
        }
        return "A count of distinct ids per label would have said "
                + scope.naive().text()
                + ": it counts a person again for every label that a camera gave them, and leaves out whom no camera was sure of.";
    }

    /** What to know of all figures. */
    static List<String> notes(Report report) {
        List<String> notes = new ArrayList<>();
        if (!report.onlyCameras().isEmpty()) {
            notes.add("Only the cameras " + String.join(", ", report.onlyCameras()) + ".");
        }
        if (report.minimumGroup() > 0) {
            notes.add("Figures of fewer than " + report.minimumGroup()
                    + " people are withheld, and those from which they could be told.");
        }
        return notes;
    }
}
