package io.footbridge.route;

import static org.apache.camel.component.aws2.s3.AWS2S3Constants.KEY;
import static org.apache.camel.component.aws2.s3.AWS2S3Constants.OVERRIDE_BUCKET_NAME;
import static org.apache.camel.component.aws2.s3.AWS2S3Constants.S3_OPERATION;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Operations;
import org.apache.camel.component.aws2.s3.AWS2S3Producer;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.util.ObjectHelper;

/**
 * Hands Camel's producer a constant expression in place of a key or bucket that looks like an expression. Camel puts in
 * what the constant stands for, and does not evaluate that again.
 */
final class LiteralKeyProducer extends AWS2S3Producer {

    private static final String LITERAL_KEY = "FootbridgeLiteralKey";
    private static final String LITERAL_BUCKET = "FootbridgeLiteralBucket";

    private final LiteralKeyEndpoint endpoint;

    LiteralKeyProducer(LiteralKeyEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getIn();
        Object key = message.getHeader(KEY);
        Object bucket = message.getHeader(OVERRIDE_BUCKET_NAME);
        AWS2S3Operations operation = operation(message);
        boolean hidesKey = operation != AWS2S3Operations.headObject // Camel takes this one's key as it is.
                && hide(exchange, KEY, getConfiguration().getKeyName(), LITERAL_KEY);
        boolean hidesBucket = operation != AWS2S3Operations.headBucket // And this one's bucket.
                && hide(exchange, OVERRIDE_BUCKET_NAME, getConfiguration().getBucketName(), LITERAL_BUCKET);
        try {
            super.process(exchange);
        } finally {
            if (hidesKey) {
                show(exchange, KEY, key, LITERAL_KEY);
            }
            if (hidesBucket) {
                show(exchange, OVERRIDE_BUCKET_NAME, bucket, LITERAL_BUCKET);
            }
        }
    }

    private AWS2S3Operations operation(Message message) {
        AWS2S3Operations named = message.getHeader(S3_OPERATION, AWS2S3Operations.class);
        return named == null ? getConfiguration().getOperation() : named;
    }

    private boolean hide(Exchange exchange, String header, String option, String property) {
        String value = exchange.getIn().getHeader(header, String.class);
        if (ObjectHelper.isEmpty(value) && !endpoint.isOfARoute()) {
            value = option;
        }
        if (!LanguageSupport.hasSimpleFunction(value)) {
            return false;
        }
        exchange.setProperty(property, value);
        exchange.getIn().setHeader(header, "${exchangeProperty." + property + "}");
        return true;
    }

    private static void show(Exchange exchange, String header, Object value, String property) {
        exchange.removeProperty(property);
        if (value == null) {
            exchange.getIn().removeHeader(header);
        } else {
            exchange.getIn().setHeader(header, value);
        }
    }
}
