package io.footbridge.route;

import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.camel.telemetry.TraceProcessorsInterceptStrategy;

/**
 * Camel's tracer, without what it does for every step and every exchange: each row is an exchange, and costs nothing here.
 *
 * <p>What is left is a span a route and a span a message sent.
 */
public final class ObjectTracer extends OpenTelemetryTracer {

    @Override
    protected void doInit() {
        super.doInit();
        getCamelContext()
                .getCamelContextExtension()
                .getInterceptStrategies()
                .removeIf(TraceProcessorsInterceptStrategy.class::isInstance);
        for (EventNotifier notifier : getCamelContext().getManagementStrategy().getEventNotifiers()) {
            if (notifier instanceof SimpleEventNotifierSupport events) {
                events.setIgnoreExchangeCreatedEvent(true);
                events.setIgnoreExchangeCompletedEvent(true);
                events.setIgnoreExchangeFailedEvents(true);
                events.setIgnoreStepEvents(true);
                events.setIgnoreExchangeRedeliveryEvents(true);
                events.setIgnoreExchangeAsyncProcessingStartedEvents(true);
            }
        }
    }
}
