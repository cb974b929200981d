package io.footbridge.route;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.intake.Intake;
import io.footbridge.ops.LogFields;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a poll cycle whose listing failed, with one line instead of a stack trace. */
public record PollStrategy(Intake intake) implements PollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PollStrategy.class);

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        // The objects are accounted for one by one.
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        Failure failure = FailureClassifier.classify(cause);
        LogFields.about(LOG.atWarn(), failure.reason())
                .log("the bucket cannot be listed ({}): {}", failure.reason().word(), failure.getMessage());
        LOG.debug("the bucket cannot be listed", cause);
        intake.listingFailed(failure);
        return false;
    }
}
