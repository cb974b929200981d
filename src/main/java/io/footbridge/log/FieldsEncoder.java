package io.footbridge.log;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.footbridge.ops.LogFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.event.KeyValuePair;

/** Writes a line of the log as one JSON object, in which what the line is about has fields of its own. */
final class FieldsEncoder extends JsonEncoder {

    /** What the encoder itself writes. */
    private static final Set<String> TAKEN = Set.of(
            TIMESTAMP_ATTR_NAME,
            LEVEL_ATTR_NAME,
            THREAD_NAME_ATTR_NAME,
            LOGGER_ATTR_NAME,
            MARKERS_ATTR_NAME,
            FORMATTED_MESSAGE_ATTR_NAME,
            THROWABLE_ATTR_NAME);

    private final UnaryOperator<String> dataset;

    /** @param dataset where the rows of the object under a key go */
    FieldsEncoder(UnaryOperator<String> dataset) {
        this.dataset = dataset;
        setWithFormattedMessage(true);
        setWithMessage(false);
        setWithArguments(false);
        setWithContext(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithMDC(false);
        setWithKVPList(false);
    }

    @Override
    protected void appendCustomFields(StringBuilder json, ILoggingEvent event) {
        fields(event).forEach((name, value) -> {
            json.append(',');
            quote(json, name);
            json.append(':');
            if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
                json.append(value);
            } else {
                quote(json, String.valueOf(value));
            }
        });
    }

    /** The key may be that of the object in whose route a line is logged. */
    private Map<String, Object> fields(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String inFlight = event.getMDCPropertyMap().get(LogFields.KEY);
        if (inFlight != null) {
            fields.put(LogFields.KEY, inFlight);
        }
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, pair.value);
            }
        }
        if (fields.get(LogFields.KEY) instanceof String key) {
            fields.putIfAbsent(LogFields.DATASET, dataset.apply(key));
        }
        fields.keySet().removeAll(TAKEN);
        return fields;
    }

    /** Whatever a terminal could take for more than text is escaped; the value stays the same. */
    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
