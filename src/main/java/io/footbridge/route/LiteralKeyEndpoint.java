package io.footbridge.route;

import org.apache.camel.Component;
import org.apache.camel.Producer;
import org.apache.camel.component.aws2.s3.AWS2S3Configuration;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;

/** An endpoint whose producers take the key and the bucket of a message as they are. */
final class LiteralKeyEndpoint extends AWS2S3Endpoint {

    private final boolean ofARoute;

    /** @param ofARoute whether its options were written by whoever wrote the route, who may use expressions in them */
    LiteralKeyEndpoint(String uri, Component component, AWS2S3Configuration configuration, boolean ofARoute) {
        super(uri, component, configuration);
        this.ofARoute = ofARoute;
    }

    @Override
    public Producer createProducer() throws Exception {
        return getConfiguration().isStreamingUploadMode()
                ? super.createProducer() // It takes no key from a message, and evaluates none.
                : new LiteralKeyProducer(this);
    }

    boolean isOfARoute() {
        return ofARoute;
    }
}
