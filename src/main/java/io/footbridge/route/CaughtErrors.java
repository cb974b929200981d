package io.footbridge.route;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an {@link Error} that a step throws fail its exchange, as an exception does.
 *
 * <p>Camel lets it through, up to the thread, where at best a log shows it: the exchange would never end. And on its way it
 * tells the route that the step is done, with no word of trouble, so that the next steps may run as if it had succeeded,
 * such as the deletion after a copy that was never made. So nothing that a step says is passed on before it returns.
 */
public final class CaughtErrors implements InterceptStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(CaughtErrors.class);

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        AsyncProcessor step = AsyncProcessorConverterHelper.convert(target);
        return definition instanceof ThreadsDefinition ? new Handover(step) : new Guarded(step);
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
                callback.done(doneSync);
            } else {
                done = true;
            }
        }

        /** The step has returned; gives whether it is done. */
        boolean passOn() {
            returned = true;
            if (done) {
                if (exchange.getException() instanceof InterruptedException) {
                    // Camel passes its error handlers by for this mark, and nobody would say why the exchange failed.
                    exchange.getExchangeExtension().setInterrupted(false);
                }
                callback.done(true);
            }
            return done;
        }
    }
}
