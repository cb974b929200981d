package io.footbridge.report.render;

import io.footbridge.report.Report;
import java.util.function.Function;

/** How a report is written. */
public enum Format {
    TABLE(TextTable::render),
    CSV(report -> new Csv().render(report)),
    JSON(Json::render),
    MARKDOWN(Markdown::render),
    HTML(report -> new Page().render(report));

    @SuppressWarnings("ImmutableEnumChecker") // The functions close over nothing.
    private final Function<Report, String> writer;

    Format(Function<Report, String> writer) {
        this.writer = writer;
    }

    public String render(Report report) {
        return writer.apply(report);
    }
}
