package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request's parameters, whichever of the four ways its client sends them: query, form, multipart or JSON. */
final class Parameters {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";]+)\"?");
    private static final Pattern PART_NAME = Pattern.compile("(?i)\\bname=\"([^\"]*)\"");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    private Parameters() {}

    /**
     * Reads the parameters.
     *
     * @param query the raw query, null if there is none
     * @param contentType of the body, null if there is none
     * @throws Refusal 400 if the body is not what its content type says
     */
    static Parameters of(String query, String contentType, byte[] body) throws Refusal {
        Parameters parameters = new Parameters();
        if (query != null) {
            parameters.addForm(query);
        }
        String type = contentType == null ? "" : contentType.strip();
        String kind = type.toLowerCase(Locale.ROOT);
        if (body.length == 0) {
            return parameters;
        }
        if (kind.startsWith("application/json")) {
            parameters.addJson(body);
        } else if (kind.startsWith("multipart/form-data")) {
            parameters.addMultipart(type, new String(body, ISO_8859_1));
        } else {
            parameters.addForm(new String(body, UTF_8));
        }
        return parameters;
    }

    /** A parameter as text, if it was sent. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(JsonNode::asText);
    }

    /**
     * A parameter as JSON, be it sent as such or inside a string.
     *
     * @throws Refusal 400 if it is not JSON
     */
    Optional<JsonNode> json(String name) throws Refusal {
        JsonNode value = values.get(name);
        if (value == null || !value.isTextual()) {
            return Optional.ofNullable(value);
        }
        try {
            return Optional.of(JSON.readTree(value.textValue()));
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "parameter " + name + " is not JSON: " + e.getOriginalMessage());
        }
    }

    private void addForm(String form) throws Refusal {
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), TextNode.valueOf(decode(pair.substring(equals + 1))));
            }
        }
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "parameters are not encoded as a form is: " + e.getMessage());
        }
    }

    private void addJson(byte[] body) throws Refusal {
        try {
            JSON.readTree(body).properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        } catch (IOException e) {
            throw new Refusal(400, "body is not JSON: " + e.getMessage());
        }
    }

    private void addMultipart(String contentType, String body) throws Refusal {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new Refusal(400, "Content-Type " + contentType + " has no boundary");
        }
        for (String part : body.split(Pattern.quote("--" + boundary.group(1)), -1)) {
            int headEnd = part.indexOf("\r\n\r\n");
            Matcher name = PART_NAME.matcher(headEnd < 0 ? "" : part.substring(0, headEnd));
            if (name.find()) {
                if (part.length() < headEnd + 6 || !part.endsWith("\r\n")) {
                    throw new Refusal(400, "parameter " + name.group(1) + " has no end");
                }
                String value = part.substring(headEnd + 4, part.length() - 2);
                values.put(name.group(1), TextNode.valueOf(new String(value.getBytes(ISO_8859_1), UTF_8)));
            }
        }
    }
}
