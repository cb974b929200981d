package io.footbridge.benchmark.measure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables, shown as they are finished and kept as Markdown, which is aligned so that a terminal can show it too. */
public final class Report {

    private final PrintStream out;
    private final StringBuilder markdown = new StringBuilder();

    public Report(PrintStream out) {
        this.out = out;
    }

    /** Says what is being done; no part of the report. */
    public void progress(String step) {
        out.println("… " + step);
        out.flush();
    }

    public void heading(String title) {
        add("\n### " + title + "\n");
    }

    public void paragraph(String text) {
        add("\n" + text + "\n");
    }

    /** @param rows cells as text, as many in each as in the header */
    public void table(List<String> header, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header);
        lines.add(header.stream().map(name -> "---").toList());
        lines.addAll(rows);
        int[] widths = new int[header.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        add("\n" + lines.stream().map(row -> line(row, widths)).collect(Collectors.joining()));
    }

    public String markdown() {
        return markdown.toString();
    }

    private void add(String text) {
        markdown.append(text);
        out.print(text);
        out.flush();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            line.append(' ').append(row.get(column));
            line.append(" ".repeat(widths[column] - row.get(column).length())).append(" |");
        }
        return line.append('\n').toString();
    }
}
