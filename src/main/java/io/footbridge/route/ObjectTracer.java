package io.footbridge.route;

import io.opentelemetry.api.trace.Span;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.camel.telemetry.Op;
import org.apache.camel.telemetry.TraceProcessorsInterceptStrategy;

/**
 * Camel's tracer, without what it does for every step and every exchange: each row is an exchange, and costs nothing here.
 *
 * <p>What is left is a span a route and a span a message sent, to which this adds the route and the object.
 */
public final class ObjectTracer extends OpenTelemetryTracer {

    private static final String KEY = "CamelAwsS3Key";

    @Override
    protected void beginEventSpan(Exchange exchange, Endpoint endpoint, Op op) throws Exception {
        super.beginEventSpan(exchange, endpoint, op);
        Span span = Span.current(); // The one that was begun just now.
        String route = ExchangeHelper.getAtRouteId(exchange);
        if (route != null) {
            span.setAttribute("camel.route.id", route);
        }
        String key = exchange.getProperty(KEY, String.class);
        if (key != null) {
            span.setAttribute("aws.s3.key", key);
        }
    }

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
