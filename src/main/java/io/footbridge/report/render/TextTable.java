package io.footbridge.report.render;

import io.footbridge.report.Report;
import java.util.List;

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
        int[] widths = new int[table.header().size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = width(table, column);
        }
        append(table.header(), table.labels(), widths, text);
        table.rows().forEach(row -> append(row, table.labels(), widths, text));
    }

    private static void append(List<String> row, int labels, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            line.append(GAP).append(column < labels ? row.get(column) + padding : padding + row.get(column));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static int width(Table table, int column) {
        return Math.max(
                table.header().get(column).length(),
                table.rows().stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0));
    }
}
