package io.footbridge.route;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Meters when the last exchange ended.
 *
 * <p>Camel tells that by an event for every exchange, and every row is one; a route policy is asked once a route.
 */
public final class RouteMeters implements RoutePolicyFactory {

    private final AtomicLong lastExchange = new AtomicLong();

    public RouteMeters(MeterRegistry meters) {
        Gauge.builder("camel.exchanges.last.timestamp", lastExchange, AtomicLong::get)
                .description("Last exchange processed time in milliseconds since the Unix epoch")
                .register(meters);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new RoutePolicySupport() {

            @Override
            public void onExchangeDone(Route ended, Exchange exchange) {
                lastExchange.set(System.currentTimeMillis());
            }
        };
    }
}
