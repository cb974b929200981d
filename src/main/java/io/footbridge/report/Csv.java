package io.footbridge.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.footbridge.report.Scope.GroupFigure;
import io.footbridge.report.Scope.HourFigure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The bean that writes a report for a spreadsheet: a line a figure. Where camera, hour, or age and gender is empty, the
 * figure is that of all of them.
 */
public final class Csv {

    private static final List<String> COLUMNS = List.of(
            "date", "camera", "hour", "age", "gender", "visitors", "day_before", "seconds_in_view", "naive_count");
    /** What a formula begins with, in half and full width, where a field may begin. */
    private static final Pattern FORMULA = Pattern.compile(
            "(^[\\s\"']*|[,;|\"][\\s\"']*)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])", Pattern.UNICODE_CHARACTER_CLASS);

    // Else it quotes whatever is long.
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    /** The lines, with a header; a figure that is withheld, or for which there is no data, says so. */
    public String render(Report report) {
        CsvSchema.Builder schema = CsvSchema.builder();
        COLUMNS.forEach(schema::addColumn);
        StringWriter text = new StringWriter();
        try (SequenceWriter lines = CSV.writer(schema.build().withHeader()).writeValues(text)) {
            for (Scope scope : report.scopes()) {
                write(scope, report.date().toString(), lines);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a figure cannot be written as CSV", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Scope scope, String date, SequenceWriter lines) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("date", date);
        scope.camera().ifPresent(camera -> all.put("camera", harmless(camera)));
        Map<String, String> total = counted(all, scope.visitors(), scope.dayBefore());
        total.put("seconds_in_view", seconds(scope.secondsInView()));
        total.put("naive_count", scope.naive().plainText());
        lines.write(total);
        for (GroupFigure figure : scope.groups()) {
            Map<String, String> line = counted(all, figure.visitors(), figure.dayBefore());
            line.put("age", harmless(figure.age()));
            line.put("gender", harmless(figure.gender()));
            lines.write(line);
        }
        for (HourFigure figure : scope.hours()) {
            Map<String, String> line = counted(all, figure.visitors(), figure.dayBefore());
            line.put("hour", Integer.toString(figure.hour()));
            lines.write(line);
        }
    }

    private static Map<String, String> counted(Map<String, String> of, Count visitors, Count dayBefore) {
        Map<String, String> line = new LinkedHashMap<>(of);
        line.put("visitors", visitors.plainText());
        line.put("day_before", dayBefore.plainText());
        return line;
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
