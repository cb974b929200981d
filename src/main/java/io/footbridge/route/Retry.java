package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.batch.Batch;
import io.footbridge.export.Export;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sort;
import io.footbridge.failure.Sorting;
import io.footbridge.td.Outage;
import io.footbridge.td.RetryAfter;
import io.footbridge.td.RetryBudget;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, when a batch could not be posted, whether and when to post it again.
 *
 * <p>Runs as {@code onExceptionOccurred}: the only place from which Camel takes a delay for the attempt to come.
 */
public final class Retry implements Processor {

    /** The exchange property that tells {@code retryWhile} what was decided. */
    public static final String AGAIN = "retryPost";

    private static final String BUDGET = "retryBudget";

    /** After which nobody knows whether the batch was stored. */
    private static final Set<Reason> UNANSWERED = EnumSet.of(Reason.TD_UNAVAILABLE, Reason.TD_UNEXPECTED_ANSWER);

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    private final Duration limit;
    private final Outage outage;

    /**
     * @param limit how long one batch may be tried for
     * @param outage is told of each batch that is tried again
     */
    public Retry(Duration limit, Outage outage) {
        this.limit = requireNonNull(limit, "limit is null");
        this.outage = requireNonNull(outage, "outage is null");
    }

    @Override
    public void process(Exchange exchange) {
        Failure failure = Sorting.sort(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        Export export = exchange.getProperty(BatchAggregation.EXPORT, Export.class);
        if (export != null && UNANSWERED.contains(failure.reason())) {
            export.sentWithoutAnswer();
        }
        RetryBudget budget = exchange.getProperty(BUDGET, RetryBudget.class);
        if (budget == null) {
            budget = new RetryBudget(limit, System.nanoTime());
            exchange.setProperty(BUDGET, budget);
        }
        Optional<Duration> delay = failure.sort() == Sort.TRANSIENT
                ? budget.next(RetryAfter.parse(exchange.getMessage().getHeader("Retry-After", String.class)))
                : Optional.empty();
        exchange.setProperty(AGAIN, delay.isPresent());
        delay.ifPresent(wait -> {
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis());
            LOG.debug(
                    "trying {} again in {} ms ({}): {}",
                    exchange.getProperty("batch"),
                    wait.toMillis(),
                    failure.reason().word(),
                    failure.getMessage());
        });
        Batch batch = exchange.getProperty("batch", Batch.class);
        if (export != null && batch != null) {
            tell(export, batch, failure, delay.isPresent());
        }
    }

    private void tell(Export export, Batch batch, Failure failure, boolean again) {
        if (again) {
            outage.waits(batch, export.source().key(), failure);
        } else {
            outage.givesUp(batch);
        }
    }
}
