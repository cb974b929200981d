package io.footbridge.route;

import io.footbridge.dataset.Dataset;
import io.footbridge.row.Line;
import io.footbridge.row.Rows;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns the line in an exchange into a row of the exchange's dataset. Called as a bean, {@link Rows} would take as long to
 * find as to run.
 */
public final class LineToRow implements Processor {

    /** The exchange property that holds the {@link Dataset} of the object. */
    public static final String DATASET = "dataset";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getIn();
        Line line = message.getBody(Line.class);
        message.setBody(exchange.getProperty(DATASET, Dataset.class).rows().row(line));
    }
}
