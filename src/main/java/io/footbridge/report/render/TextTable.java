package io.footbridge.report.render;

import io.footbridge.report.Report;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A report for a terminal: aligned columns, labels to the left and numbers to the right. */
final class TextTable {

    private static final String GAP = "  ";

    private TextTable() {}

    static String render(Report report) {
        StringBuilder text = new StringBuilder(Headline.title(report)).append('\n');
        Headline.sentences(report).forEach(sentence -> text.append(sentence).append('\n'));
        for (Table table : Table.of(report.all())) {
            text.append('\n').append(table.title()).append('\n');
            append(table, text);
        }
        return text.toString();
    }

    private static void append(Table table, StringBuilder text) {
        List<List<String>> lines =
                Stream.concat(Stream.of(table.header()), table.rows().stream()).toList();
        int[] widths = IntStream.range(0, table.header().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> cells : lines) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = cells.get(column);
                String padding = " ".repeat(widths[column] - cell.length());
                line.append(GAP).append(column < table.labels() ? cell + padding : padding + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
