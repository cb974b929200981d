package io.footbridge.application;

import io.footbridge.http.Proxies;
import io.footbridge.http.Proxy;
import io.footbridge.route.ObjectTracer;
import io.footbridge.runtime.Version;
import io.footbridge.td.Server;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Sends the traces of the routes to an OpenTelemetry collector, as OTLP over HTTP. */
final class Tracing implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SdkTracerProvider spans;

    /** @param collector where it takes OTLP over HTTP */
    Tracing(Server collector, Proxies proxies) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector + "/v1/traces")
                .setCompression("gzip")
                .setTimeout(TIMEOUT)
                .setProxy(ProxyOptions.create(ProxySelector.of(
                        proxies.to(collector.uri()).map(Proxy::socket).orElse(null))))
                .build();
        this.spans = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", "footbridge")
                                .put("service.version", Version.of())
                                .build())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setExporterTimeout(TIMEOUT)
                        .build())
                .build();
    }

    /** Makes the routes be traced once they are started. */
    void bind(Main main) {
        main.bind("tracer", spans.get("footbridge"));
        // A trace ends here: neither S3 nor Treasure Data is sent a header about it.
        main.bind("propagators", ContextPropagators.noop());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport started) {
                new ObjectTracer().init(started.getCamelContext());
            }
        });
    }

    /** Sends what has not been sent yet, if the collector takes it in time. */
    @Override
    public void close() {
        spans.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
