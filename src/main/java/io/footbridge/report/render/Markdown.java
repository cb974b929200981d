package io.footbridge.report.render;

import io.footbridge.report.Report;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A report for a wiki or a chat. */
final class Markdown {

    /** Marks, and what some programs make a link or a mention of. */
    private static final Pattern MEANING = Pattern.compile("[\\\\`*_\\[\\]<>|#&~!$@]|:(?=//)|(?<=www)\\.");

    private Markdown() {}

    static String render(Report report) {
        StringBuilder text =
                new StringBuilder("# ").append(Headline.title(report)).append("\n\n");
        Headline.sentences(report)
                .forEach(sentence -> text.append("- ").append(escaped(sentence)).append('\n'));
        for (Table table : Table.of(report.all())) {
            text.append("\n## ").append(table.title()).append("\n\n");
            text.append(row(table.header()));
            text.append("|")
                    .append(" --- |".repeat(table.labels()))
                    .append(" ---: |".repeat(table.header().size() - table.labels()))
                    .append('\n');
            table.rows().forEach(row -> text.append(row(row)));
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Labels come from outside, and may hold what means something here. */
    private static String escaped(String text) {
        return MEANING.matcher(text).replaceAll("\\\\$0");
    }
}
