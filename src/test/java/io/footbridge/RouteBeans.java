package io.footbridge;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.RoutePolicySupport;

/** Beans that the valid route files declare. */
public final class RouteBeans {

    private RouteBeans() {}

    /** Something with properties of any name. */
    public static final class Thing {

        private String seen = "";

        public void setUri(String text) {
            seen = text;
        }

        public void setTo(String text) {
            seen = text;
        }

        public void setFrom(String text) {
            seen = text;
        }

        public void setSteps(String text) {
            seen = text;
        }

        public void setRef(String text) {
            seen = text;
        }

        public void setSimple(String text) {
            seen = text;
        }

        public void setPasswordFile(String text) {
            seen = text;
        }

        public void setSecretName(String text) {
            seen = text;
        }

        public void setAccessTokenUrl(String text) {
            seen = text;
        }

        @Override
        public String toString() {
            return seen;
        }
    }

    /** A step that does nothing. */
    public static final class Idle implements Processor {

        @Override
        public void process(Exchange exchange) {
            // Nothing to do.
        }
    }

    /** A policy that lets everything through. */
    public static final class Passing implements TransactedPolicy {

        @Override
        public void beforeWrap(Route route, NamedNode definition) {
            // Nothing to change.
        }

        @Override
        public Processor wrap(Route route, Processor processor) {
            return processor;
        }
    }

    /** A policy of a route that does nothing. */
    public static final class Watching extends RoutePolicySupport {}
}
