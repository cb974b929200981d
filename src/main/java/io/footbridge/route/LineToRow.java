package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Line;
import io.footbridge.export.Rows;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns the line in an exchange into a row. Called as a bean, {@link Rows} would take as long to find as to run. */
public final class LineToRow implements Processor {

    private final Rows rows;

    public LineToRow(Rows rows) {
        this.rows = requireNonNull(rows, "rows is null");
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getIn();
        Line line = message.getBody(Line.class);
        exchange.setProperty(BatchAggregation.LINE, line);
        message.setBody(rows.row(line));
    }
}
