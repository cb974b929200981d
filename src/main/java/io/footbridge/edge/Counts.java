package io.footbridge.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.failure.Escaped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The bean that reads the counts of cameras, from a request to the rows of a batch. */
public final class Counts {

    private static final String TIME = "time";
    private static final String NUMBER = "num_pedestrian";
    private static final String DEVICE = "device_id";
    private static final String SOURCE = "source_key";
    private static final String SOURCE_LINE = "source_line";

    /** The last second of the year 9999, TD's own bound. */
    private static final long LAST_TIME = 253_402_300_799L;

    private static final int SHOWN_CHARACTERS = 60;
    private static final Pattern DEVICE_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a request.
     *
     * @param body JSON: one count, <code>{"time": 1566198413, "num_pedestrian": 4}</code>, or a list of them
     * @param headers of the request and its query's parameters; {@code device_id} is the id of the camera, if it says so
     * @throws BadCounts if it is anything else; nothing of it is taken then
     */
    public Lines read(byte[] body, Map<String, ?> headers) {
        String device = headers.get(DEVICE) == null ? null : headers.get(DEVICE).toString();
        if (device != null && !device.isEmpty() && !DEVICE_ID.matcher(device).matches()) {
            throw new BadCounts(
                    "device_id is " + shown(device) + "; expected 1 to 128 letters, digits, '.', '_' and '-'");
        }
        JsonNode json = parse(body == null ? new byte[0] : body);
        List<ObjectNode> counts = new ArrayList<>();
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                counts.add(count(json.get(i), device, "count " + (i + 1) + " of " + json.size()));
            }
            if (counts.isEmpty()) {
                throw new BadCounts("the list is empty");
            }
        } else {
            counts.add(count(json, device, "the count"));
        }
        return Lines.of(counts);
    }

    /** What is wrong with a request, as JSON. */
    public String refusal(Exception why) {
        Throwable cause = why;
        while (!(cause instanceof BadCounts) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return JSON.createObjectNode().put("error", cause.getMessage()).toString();
    }

    /** Whether an object holds what was written under its key; it does not if somebody else has put it there. */
    public boolean isOwn(String key, String content) {
        return Lines.isNameOf(key.substring(key.lastIndexOf('/') + 1), content);
    }

    /**
     * The counts of one request with the columns that lead back to it.
     *
     * @param key of the request's object, which is no more than a name once it is deleted
     * @param content of that object
     * @return none if the content is not ours
     */
    public List<JsonNode> traced(String key, String content) {
        if (!isOwn(key, content)) {
            return List.of();
        }
        List<JsonNode> traced = new ArrayList<>();
        for (String line : content.lines().toList()) {
            ObjectNode count = (ObjectNode) tree(line);
            traced.add(count.put(SOURCE, key).put(SOURCE_LINE, traced.size() + 1));
        }
        return traced;
    }

    /** Joins the counts of several requests into a batch; null if there is none. */
    public Lines batch(List<List<JsonNode>> requests) {
        List<JsonNode> counts = new ArrayList<>();
        requests.forEach(counts::addAll);
        return counts.isEmpty() ? null : Lines.of(counts);
    }

    /** The rows of a batch. */
    public List<Map<String, Object>> rows(String content) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String line : content.lines().toList()) {
            rows.add(JSON.convertValue(tree(line), new TypeReference<LinkedHashMap<String, Object>>() {}));
        }
        return rows;
    }

    /** The names of the requests that are in a batch, without the prefix. */
    public Set<String> sources(List<Map<String, Object>> rows) {
        Set<String> sources = new LinkedHashSet<>();
        rows.forEach(row -> {
            String key = (String) row.get(SOURCE);
            sources.add(key.substring(key.lastIndexOf('/') + 1));
        });
        return sources;
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json == null || json.isMissingNode()) {
                throw new BadCounts("the body is empty; expected JSON");
            }
            return json;
        } catch (JsonProcessingException e) {
            // Where, but not what: the message quotes what it did not like.
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new BadCounts("the body is not JSON" + where);
        } catch (IOException e) {
            throw new UncheckedIOException("memory gives every byte", e);
        }
    }

    private static ObjectNode count(JsonNode json, String device, String which) {
        if (!json.isObject()) {
            throw new BadCounts(
                    which + " is " + shown(json.toString()) + "; expected an object with time and num_pedestrian");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!name.equals(TIME) && !name.equals(NUMBER)) {
                throw new BadCounts(
                        which + " has the unknown key " + shown(name) + "; expected time and num_pedestrian");
            }
        });
        ObjectNode count = JSON.createObjectNode()
                .put(TIME, number(json, TIME, LAST_TIME, "Unix seconds", which))
                .put(NUMBER, number(json, NUMBER, Integer.MAX_VALUE, "a whole number", which));
        return device == null || device.isEmpty() ? count : count.put(DEVICE, device);
    }

    private static long number(JsonNode count, String name, long most, String expected, String which) {
        JsonNode value = count.get(name);
        String form = expected + " from 0 to " + most;
        if (value == null) {
            throw new BadCounts(which + " has no " + name + "; expected " + form);
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > most) {
            throw new BadCounts(name + " of " + which + " is " + shown(value.toString()) + "; expected " + form);
        }
        return value.asLong();
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line is not as it was written", e);
        }
    }

    private static String shown(String value) {
        String escaped = Escaped.of(value);
        return escaped.length() > SHOWN_CHARACTERS ? escaped.substring(0, SHOWN_CHARACTERS) + "…" : escaped;
    }
}
