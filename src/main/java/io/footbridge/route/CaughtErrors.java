package io.footbridge.route;

import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.support.processor.DelegateSyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an {@link Error} that a step throws fail its exchange, as an exception does, and says for the steps that deal with
 * a failure why it happened: Camel wraps what a method throws, and the message of that only says which method.
 *
 * <p>Camel lets it through, up to the thread, where at best a log shows it: the exchange would never end. And on its way it
 * tells the route that the step is done, without a failure, so that the next steps may run as if it had succeeded,
 * such as the deletion after a copy that was never made. So nothing that a step says is passed on before it returns.
 */
public final class CaughtErrors implements InterceptStrategy {

    /** The exchange property that holds the reason code of the last failure, such as {@code corrupt-gzip}. */
    private static final String REASON = "failureReason";

    /** The exchange property that holds what the log says of it. */
    private static final String MESSAGE = "failureMessage";

    private static final Logger LOG = LoggerFactory.getLogger(CaughtErrors.class);

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        AsyncProcessor step = AsyncProcessorConverterHelper.convert(target);
        if (target instanceof DelegateSyncProcessor) {
            return new SyncGuarded(step);
        }
        return definition instanceof ThreadsDefinition ? new Handover(step) : new Guarded(step);
    }

    private static void explain(Exchange exchange) {
        if (exchange.getException() instanceof InterruptedException) {
            // Camel passes its error handlers by for this mark, and nobody would say why the exchange failed.
            exchange.getExchangeExtension().setInterrupted(false);
        }
        if (exchange.getException() != null) {
            Failure failure = FailureClassifier.classify(exchange.getException());
            exchange.setProperty(REASON, failure.reason().word());
            exchange.setProperty(MESSAGE, failure.detail());
        }
    }

    /** A step that is done when it returns, as that which makes rows: nothing is allocated for it. */
    private static final class SyncGuarded extends DelegateAsyncProcessor {

        private static final AsyncCallback LATER = doneSync -> {};

        SyncGuarded(AsyncProcessor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                super.process(exchange, LATER);
            } catch (Error e) {
                exchange.setException(e);
            }
            explain(exchange);
            callback.done(true);
            return true;
        }
    }

    /** A step whose errors are exceptions. */
    private static class Guarded extends DelegateAsyncProcessor {

        Guarded(AsyncProcessor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Answer answer = new Answer(exchange, callback);
            try {
                super.process(exchange, answer);
            } catch (Error e) {
                exchange.setException(e);
                explain(exchange);
                callback.done(true);
                return true;
            }
            return answer.passOn();
        }
    }

    /** A step that leaves the rest of the route to another thread: there nobody is left to end the exchange. */
    private static final class Handover extends Guarded {

        Handover(AsyncProcessor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return super.process(exchange, doneSync -> {
                try {
                    callback.done(doneSync);
                } catch (Error e) {
                    end(exchange, e);
                }
            });
        }

        /** What waits for the end of the exchange is told of it, whatever state its steps are in. */
        private static void end(Exchange exchange, Error why) {
            LOG.error("an error went through all steps of {}", exchange.getFromRouteId(), why);
            exchange.setException(why);
            UnitOfWork work = exchange.getUnitOfWork();
            if (work != null) {
                work.done(exchange);
            }
        }
    }

    /** Keeps what a step says on its own thread until it returns. */
    private static final class Answer implements AsyncCallback {

        private final Exchange exchange;
        private final AsyncCallback callback;
        private final Thread thread = Thread.currentThread();
        private boolean returned;
        private boolean done;

        Answer(Exchange exchange, AsyncCallback callback) {
            this.exchange = exchange;
            this.callback = callback;
        }

        @Override
        public void done(boolean doneSync) {
            if (Thread.currentThread() != thread || returned) {
                explain(exchange);
                callback.done(doneSync);
            } else {
                done = true;
            }
        }

        /** The step has returned; gives whether it is done. */
        boolean passOn() {
            returned = true;
            if (done) {
                explain(exchange);
                callback.done(true);
            }
            return done;
        }
    }
}
