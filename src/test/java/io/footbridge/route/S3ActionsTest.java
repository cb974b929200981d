package io.footbridge.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.bucket.PlainS3Client;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.sandbox.Expressions;
import io.footbridge.sandbox.Tripwire;
import io.footbridge.sandbox.s3.StrictS3;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps on objects, as Kamelets in a Camel of somebody else's: what they name is data, and what they ask is a condition. */
class S3ActionsTest {

    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:put
                  steps:
                    - to:
                        uri: kamelet:s3-put-action
                        parameters:
                          bucketNameOrArn: exports
                          key: ${exchangeProperty.key}
                          contentType: text/csv; charset=utf-8
                          metadata: ${exchangeProperty.metadata}
                          ifNoneMatch: ${exchangeProperty.ifNoneMatch}
            - route:
                from:
                  uri: direct:copy
                  steps:
                    - to:
                        uri: kamelet:s3-copy-action
                        parameters:
                          bucketNameOrArn: exports
                          key: ${exchangeProperty.key}
                          destinationKey: "RAW({{to}}${exchangeProperty.key})"
                          ifMatch: ${exchangeProperty.etag}
            - route:
                from:
                  uri: direct:get
                  steps:
                    - to:
                        uri: kamelet:s3-get-action
                        parameters:
                          bucketNameOrArn: exports
                          key: ${exchangeProperty.key}
                          ifMatch: ${exchangeProperty.etag}
            - route:
                from:
                  uri: direct:delete
                  steps:
                    - to:
                        uri: kamelet:s3-delete-action
                        parameters:
                          bucketNameOrArn: exports
                          key: ${exchangeProperty.key}
                          ifMatch: ${exchangeProperty.etag}
            """;

    private static final String TO = "to +%41&x=1#(a)?/";

    private StrictS3 s3;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        s3 = StrictS3.start();
        s3.createBucket("exports");
        camel = new DefaultCamelContext();
        KameletComponent kamelets = new KameletComponent();
        kamelets.setLocation("file:kamelets");
        camel.addComponent("kamelet", kamelets);
        camel.getRegistry().bind("aws2-s3", new LiteralKeyComponent());
        camel.getRegistry().bind("bucket", new PlainS3Client(s3.client()));
        camel.getPropertiesComponent().addInitialProperty("to", TO);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("steps.camel.yaml", ROUTES));
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        s3.close();
    }

    @Test
    void aKeyIsTakenAsItIsAndNoHeaderStays() {
        List<String> keys =
                new ArrayList<>(List.of("a b", "a+b", "a%20b", "RAW(a)", "RAW{a}&b=c", "a?b=c", "a#b", "{{to}}"));
        for (int i = 0; i < Expressions.all().size(); i++) {
            if (i < 40 || i % 9 == 0) { // Each form with some function; all of them go through the real routes.
                keys.add(Expressions.all().get(i));
            }
        }
        for (String key : keys) {
            String name = "k/" + key;
            Exchange put = send("direct:put", Map.of("key", name), key);
            assertThat(put.getMessage().getHeaders()).containsOnlyKeys("mine");
            send("direct:copy", Map.of("key", name), "");
            Exchange got = send("direct:get", Map.of("key", TO + name), "");
            assertThat(got.getMessage().getBody(String.class)).isEqualTo(key);
            assertThat(got.getMessage().getHeaders()).containsOnlyKeys("mine");
            Exchange deleted = send("direct:delete", Map.of("key", name), "");
            assertThat(deleted.getMessage().getHeaders()).containsOnlyKeys("mine");
        }

        assertThat(Tripwire.trips()).isZero();
        assertThat(s3.keys("exports", ""))
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().distinct().map(key -> TO + "k/" + key).toList());
    }

    @Test
    void aRequestHoldsForTheVersionThatIsMeant() {
        send("direct:put", Map.of("key", "a"), "one");
        String etag = PlainS3Client.withoutQuotes(
                s3.client().headObject(head -> head.bucket("exports").key("a")).eTag());
        for (String step : List.of("copy", "get", "delete")) {
            assertReason(Reason.S3_OBJECT_CHANGED, "direct:" + step, Map.of("key", "a", "etag", "0" + etag));
        }
        assertThat(s3.keys("exports", "")).containsExactly("a");

        send("direct:copy", Map.of("key", "a", "etag", etag), "");
        send("direct:delete", Map.of("key", "a", "etag", etag), "");
        send("direct:delete", Map.of("key", "a", "etag", etag), "");

        assertThat(s3.keys("exports", "")).containsExactly(TO + "a");
        assertReason(Reason.S3_OBJECT_GONE, "direct:copy", Map.of("key", "a", "etag", etag));
        assertReason(Reason.INTERNAL, "direct:copy", Map.of("key", "a"));
    }

    @Test
    void whatMayOnlyBeTheFirstReplacesNothing() {
        send("direct:put", Map.of("key", "a", "ifNoneMatch", "*", "metadata", Map.of("of", "one")), "one");

        assertThatThrownBy(() -> send("direct:put", Map.of("key", "a", "ifNoneMatch", "*"), "two"))
                .isInstanceOf(CamelExecutionException.class);

        var stored = s3.client().getObjectAsBytes(get -> get.bucket("exports").key("a"));
        assertThat(stored.asString(UTF_8)).isEqualTo("one");
        assertThat(stored.response().contentType()).isEqualTo("text/csv; charset=utf-8");
        assertThat(stored.response().metadata()).containsEntry("of", "one");

        send("direct:put", Map.of("key", "a"), "two");
        assertThat(s3.client()
                        .getObjectAsBytes(get -> get.bucket("exports").key("a"))
                        .asString(UTF_8))
                .isEqualTo("two");
    }

    private void assertReason(Reason reason, String step, Map<String, Object> properties) {
        assertThatThrownBy(() -> send(step, properties, ""))
                .cause()
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    private Exchange send(String step, Map<String, Object> properties, String body) {
        Exchange sent = camel.createFluentProducerTemplate()
                .to(step)
                .withProcessor(exchange -> {
                    properties.forEach(exchange::setProperty);
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeader("mine", "stays");
                    exchange.getMessage().setHeader("CamelAwsS3Operation", "deleteBucket");
                    exchange.getMessage().setHeader("CamelAwsS3OverrideBucketName", "other");
                })
                .send();
        if (sent.getException() != null) {
            throw new CamelExecutionException(step, sent, sent.getException());
        }
        return sent;
    }
}
