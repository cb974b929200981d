package io.footbridge.sandbox.otlp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One span that came in.
 *
 * @param attributes those that are text
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">its schema</a>
 */
public record Span(String traceId, String name, Map<String, String> attributes) {

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int TRACE_ID = 1;
    private static final int NAME = 5;
    private static final int ATTRIBUTES = 9;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;

    static List<Span> ofRequest(byte[] body) {
        return Message.parse(body).messages(RESOURCE_SPANS).stream()
                .flatMap(resource -> resource.messages(SCOPE_SPANS).stream())
                .flatMap(scope -> scope.messages(SPANS).stream())
                .map(Span::of)
                .toList();
    }

    private static Span of(Message span) {
        Map<String, String> attributes = new HashMap<>();
        for (Message attribute : span.messages(ATTRIBUTES)) {
            attribute.messages(VALUE).stream()
                    .flatMap(value -> value.all(STRING_VALUE).stream())
                    .forEach(text -> attributes.put(attribute.one(KEY).text(), text.text()));
        }
        return new Span(span.one(TRACE_ID).hex(), span.one(NAME).text(), attributes);
    }
}
