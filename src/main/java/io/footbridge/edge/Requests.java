package io.footbridge.edge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.ops.LogFields;
import io.footbridge.row.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean that reads the requests of cameras, and says what they are answered. */
public final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private static final String TIME = "time";
    private static final String NUMBER = "num_pedestrian";
    private static final String DEVICE = "device_id";
    private static final String EMPTY = "the body is empty; expected JSON";

    private static final int SHOWN_CHARACTERS = 60;
    private static final Pattern DEVICE_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /**
     * Reads a request.
     *
     * @param json one count, <code>{"time": 1566198413, "num_pedestrian": 4}</code>, or a list of them; null if the body is
     *     empty
     * @param headers of the request and its query's parameters; {@code device_id} is the id of the camera, if it says so
     * @throws RefusedRequest if it is anything else; nothing of it is taken then
     */
    public Lines read(JsonNode json, Map<String, ?> headers) {
        String device = device(headers.get(DEVICE));
        if (json == null) {
            throw bad(EMPTY);
        }
        List<ObjectNode> counts = new ArrayList<>();
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                counts.add(count(json.get(i), device, "count " + (i + 1) + " of " + json.size()));
            }
            if (counts.isEmpty()) {
                throw bad("the list is empty");
            }
        } else {
            counts.add(count(json, device, "the count"));
        }
        return Lines.of(counts);
    }

    /** The answer once all counts of a request are in the bucket. */
    public Answer accepted(int counts) {
        return Answer.accepted(counts);
    }

    /** The answer to a request that was not taken; what is not the camera's fault is logged. */
    public Answer notTaken(Exception why) {
        if (why instanceof RefusedRequest refusal) {
            return Answer.error(refusal.status(), refusal.getMessage());
        }
        if (why instanceof JsonProcessingException malformed) {
            return Answer.error(400, isOfEmptyBody(malformed) ? EMPTY : "the body is not JSON" + place(malformed));
        }
        Failure failure = FailureClassifier.classify(why);
        LogFields.about(LOG.atWarn(), failure.reason())
                .log(
                        "counts of a camera were not taken ({}): {}",
                        failure.reason().word(),
                        failure.getMessage());
        LOG.debug("counts of a camera were not taken", why);
        return Answer.error(503, "the counts cannot be stored now");
    }

    /** The id of the camera, or null. */
    private static String device(Object header) {
        String device = header == null ? "" : header.toString();
        if (device.isEmpty()) {
            return null;
        }
        if (!DEVICE_ID.matcher(device).matches()) {
            throw bad("device_id is " + shown(device) + "; expected 1 to 128 letters, digits, '.', '_' and '-'");
        }
        return device;
    }

    private static ObjectNode count(JsonNode json, String device, String which) {
        if (!json.isObject()) {
            throw bad(which + " is " + shown(json.toString()) + "; expected an object with time and num_pedestrian");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!name.equals(TIME) && !name.equals(NUMBER)) {
                throw bad(which + " has the unknown key " + shown(name) + "; expected time and num_pedestrian");
            }
        });
        ObjectNode count = JsonNodeFactory.instance
                .objectNode()
                .put(TIME, number(json, TIME, Timestamps.LAST_SECOND, "Unix seconds", which))
                .put(NUMBER, number(json, NUMBER, Integer.MAX_VALUE, "a whole number", which));
        return device == null ? count : count.put(DEVICE, device);
    }

    private static long number(JsonNode count, String name, long most, String expected, String which) {
        JsonNode value = count.get(name);
        String form = expected + " from 0 to " + most;
        if (value == null) {
            throw bad(which + " has no " + name + "; expected " + form);
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > most) {
            throw bad(name + " of " + which + " is " + shown(value.toString()) + "; expected " + form);
        }
        return value.asLong();
    }

    /** Jackson tells an empty body from a broken one by its message only. */
    private static boolean isOfEmptyBody(JsonProcessingException malformed) {
        return malformed.getOriginalMessage().startsWith("No content to map");
    }

    /** Where, but not what: Jackson's message quotes what it did not like. */
    private static String place(JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static RefusedRequest bad(String message) {
        return new RefusedRequest(400, message);
    }

    private static String shown(String value) {
        String escaped = Escaped.of(value);
        return escaped.length() > SHOWN_CHARACTERS ? escaped.substring(0, SHOWN_CHARACTERS) + "…" : escaped;
    }
}
