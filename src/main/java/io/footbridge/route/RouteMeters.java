package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.ops.Accounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Meters what Camel's own meters lack here: how long a post takes, and when the last exchange ended.
 *
 * <p>Camel tells the latter by an event for every exchange, and every row is one; a route policy is asked once a route.
 */
public final class RouteMeters implements RoutePolicyFactory {

    /** The route whose exchanges are batches. */
    private static final String POST = "post";

    private static final String BEGAN = "postBegan";

    private final Accounts accounts;
    private final AtomicLong lastExchange = new AtomicLong();

    public RouteMeters(Accounts accounts, MeterRegistry meters) {
        this.accounts = requireNonNull(accounts, "accounts is null");
        Gauge.builder("camel.exchanges.last.timestamp", lastExchange, AtomicLong::get)
                .description("Last exchange processed time in milliseconds since the Unix epoch")
                .register(meters);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new Policy();
    }

    private final class Policy extends RoutePolicySupport {

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (route.getRouteId().equals(POST)) {
                exchange.setProperty(BEGAN, System.nanoTime());
            }
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            lastExchange.set(System.currentTimeMillis());
            if (route.getRouteId().equals(POST)) {
                long began = exchange.getProperty(BEGAN, Long.class);
                accounts.posted(Duration.ofNanos(System.nanoTime() - began));
            }
        }
    }
}
