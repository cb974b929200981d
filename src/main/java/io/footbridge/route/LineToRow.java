package io.footbridge.route;

import io.footbridge.intake.ObjectInFlight;
import io.footbridge.row.Line;
import io.footbridge.row.Rows;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns the line in an exchange into a row of its dataset. Called as a bean, {@link Rows} would take as long to
 * find as to run.
 */
public final class LineToRow implements Processor {

    /** The exchange property that holds the {@link ObjectInFlight}. Each property is copied for every row. */
    public static final String OBJECT = "object";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getIn();
        Line line = message.getBody(Line.class);
        message.setBody(exchange.getProperty(OBJECT, ObjectInFlight.class)
                .dataset()
                .rows()
                .row(line));
    }
}
