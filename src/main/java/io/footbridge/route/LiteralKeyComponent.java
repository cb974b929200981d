package io.footbridge.route;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.URISupport;

/**
 * Camel's {@code aws2-s3}, but for one thing: the key and the bucket that a message names are data.
 *
 * <p>Camel's own producer evaluates both as Simple wherever they contain <code>${</code>, and Simple may run any code. Camel
 * finds this component by its name in the registry, before it looks for its own; all options are as they are there.
 */
@Component("aws2-s3")
public final class LiteralKeyComponent extends AWS2S3Component {

    /** Camel evaluates what stands between {@code RAW(} and {@code )} as well. */
    @Override
    protected boolean resolveRawParameterValues() {
        return isOfARoute();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!isOfARoute()) {
            URISupport.resolveRawParameterValues(parameters);
        }
        // Camel's endpoint is made for its checks and its configuration, and then left.
        AWS2S3Endpoint checked = (AWS2S3Endpoint) super.createEndpoint(uri, remaining, new HashMap<>(parameters));
        LiteralKeyEndpoint endpoint = new LiteralKeyEndpoint(uri, this, checked.getConfiguration(), isOfARoute());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Whether this endpoint is written down in a route, or was made from a message, as {@code toD} does. */
    private boolean isOfARoute() {
        return getCamelContext().getCamelContextExtension().isSetupRoutes()
                || getCamelContext().getRouteController().isStartingRoutes();
    }
}
