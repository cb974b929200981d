package io.footbridge.report.render;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.footbridge.report.People;
import io.footbridge.report.Report;
import io.footbridge.report.Scope;
import io.footbridge.report.Scope.GroupFigure;
import io.footbridge.report.Scope.HourFigure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bean that writes a report for a spreadsheet: one line per figure. Where camera, hour, or age and gender is empty, the
 * figure is that of all of them.
 */
public final class Csv {

    private static final List<String> COLUMNS = List.of(
            "date", "camera", "hour", "age", "gender", "visitors", "day_before", "seconds_in_view", "naive_count");

    /** What a formula begins with, in half and full width, where a field may begin. */
    private static final Pattern FORMULA = Pattern.compile(
            "(^[\\s\"']*|[,;|\"][\\s\"']*)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])", Pattern.UNICODE_CHARACTER_CLASS);

    /** The lines, with a header; a figure that is withheld, or for which there is no data, says so. */
    public String render(Report report) {
        StringWriter text = new StringWriter();
        try (CsvWriter lines =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            lines.writeRecord(COLUMNS);
            report.scopes().forEach(scope -> write(scope, report.date().toString(), lines));
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter takes every text", e);
        }
        return text.toString();
    }

    private static void write(Scope scope, String date, CsvWriter lines) {
        String camera = harmless(scope.camera().orElse(""));
        String seconds = scope.secondsInView().isPresent() ? Table.seconds(scope.secondsInView()) : "";
        People visitors = scope.visitors();
        People dayBefore = scope.dayBefore();
        write(
                lines,
                List.of(date, camera, "", "", ""),
                visitors,
                dayBefore,
                seconds,
                scope.naive().plainText());
        for (GroupFigure group : scope.groups()) {
            List<String> labels = List.of(date, camera, "", harmless(group.age()), harmless(group.gender()));
            write(lines, labels, group.visitors(), group.dayBefore(), "", "");
        }
        for (HourFigure hour : scope.hours()) {
            List<String> labels = List.of(date, camera, Integer.toString(hour.hour()), "", "");
            write(lines, labels, hour.visitors(), hour.dayBefore(), "", "");
        }
    }

    private static void write(
            CsvWriter lines, List<String> labels, People visitors, People dayBefore, String seconds, String naive) {
        List<String> figures = List.of(visitors.plainText(), dayBefore.plainText(), seconds, naive);
        lines.writeRecord(Stream.of(labels, figures).flatMap(List::stream).toList());
    }

    /**
     * A label from outside must not be a formula to the spreadsheet that opens the file, neither at its start nor where a
     * spreadsheet that divides fields otherwise would see a start: an apostrophe before it makes it text.
     */
    private static String harmless(String label) {
        return FORMULA.matcher(label).replaceAll("$1'");
    }
}
