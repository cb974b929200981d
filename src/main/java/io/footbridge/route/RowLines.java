package io.footbridge.route;

import io.footbridge.row.Row;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Keeps a row's line on its exchange while further steps of a split run: what they leave as the body may be any map, which
 * knows no line. The shipped routes have no such step, and pay nothing for it.
 */
public final class RowLines implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        boolean isFurtherStep = definition.getParent() instanceof SplitDefinition split
                && split.getOutputs().indexOf(definition) > 0;
        return isFurtherStep ? new Keeping(AsyncProcessorConverterHelper.convert(target)) : target;
    }

    private static final class Keeping extends DelegateAsyncProcessor {

        Keeping(AsyncProcessor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (exchange.getIn().getBody() instanceof Row row) {
                exchange.setProperty(BatchAggregation.LINE, row.line());
            }
            return super.process(exchange, callback);
        }
    }
}
