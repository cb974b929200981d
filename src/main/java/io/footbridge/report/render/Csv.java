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
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The bean that writes a report for a spreadsheet: one line per figure. Where camera, hour, or age and gender is empty, the
 * figure is that of all of them.
 */
public final class Csv {

    /** What a formula begins with, in half and full width, where a field may begin. */
    private static final Pattern FORMULA = Pattern.compile(
            "(^[\\s\"']*|[,;|\"][\\s\"']*)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])", Pattern.UNICODE_CHARACTER_CLASS);

    /** The lines, with a header; a figure that is withheld, or for which there is no data, says so. */
    public String render(Report report) {
        StringWriter text = new StringWriter();
        try (CsvWriter lines =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            lines.writeRecord(
                    "date",
                    "camera",
                    "hour",
                    "age",
                    "gender",
                    "visitors",
                    "day_before",
                    "seconds_in_view",
                    "naive_count");
            report.scopes().forEach(scope -> write(scope, report.date().toString(), lines));
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter takes every text", e);
        }
        return text.toString();
    }

    private static void write(Scope scope, String date, CsvWriter lines) {
        String camera = harmless(scope.camera().orElse(""));
        lines.writeRecord(
                date,
                camera,
                "",
                "",
                "",
                scope.visitors().plainText(),
                scope.dayBefore().plainText(),
                seconds(scope.secondsInView()),
                scope.naive().plainText());
        for (GroupFigure figure : scope.groups()) {
            String age = harmless(figure.age());
            String gender = harmless(figure.gender());
            write(lines, date, camera, "", age, gender, figure.visitors(), figure.dayBefore());
        }
        for (HourFigure figure : scope.hours()) {
            String hour = Integer.toString(figure.hour());
            write(lines, date, camera, hour, "", "", figure.visitors(), figure.dayBefore());
        }
    }

    private static void write(
            CsvWriter lines,
            String date,
            String camera,
            String hour,
            String age,
            String gender,
            People visitors,
            People dayBefore) {
        lines.writeRecord(date, camera, hour, age, gender, visitors.plainText(), dayBefore.plainText(), "", "");
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "";
    }

    /**
     * A label from outside must not be a formula to the spreadsheet that opens the file, neither at its start nor where a
     * spreadsheet that divides fields otherwise would see a start: an apostrophe before it makes it text.
     */
    private static String harmless(String label) {
        return FORMULA.matcher(label).replaceAll("$1'");
    }
}
