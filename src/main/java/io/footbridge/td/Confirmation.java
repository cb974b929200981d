package io.footbridge.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.batch.Batch;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.IOException;

/** Tells a confirmed import from one that was refused or garbled. */
final class Confirmation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_CHARACTERS = 300;

    private Confirmation() {}

    /**
     * Reads TD's answer to an import.
     *
     * @param status of the HTTP answer
     * @param body of the HTTP answer, or null
     * @throws Failure unless it is a 200 with the MD5 of what was sent
     */
    static void require(Batch batch, int status, byte[] body) {
        byte[] answer = body == null ? new byte[0] : body;
        if (status != 200) {
            throw refusal(status, answer);
        }
        if (!batch.md5().equals(field(answer, "md5_hex"))) {
            throw new Failure(
                    Reason.TD_UNEXPECTED_ANSWER,
                    "Treasure Data answers 200 but does not confirm the MD5 of what was sent");
        }
    }

    private static Failure refusal(int status, byte[] body) {
        String answer = "Treasure Data answers " + status + text(body);
        return switch (status) {
            case 400 -> new Failure(Reason.TD_BAD_REQUEST, answer);
            case 413 -> new Failure(Reason.TD_TOO_LARGE, answer);
            case 422 -> new Failure(Reason.TD_INVALID, answer);
            case 401 -> new Failure(Reason.TD_UNAUTHORIZED, answer + "; check td.api-key (TD_API_KEY)");
            case 403 -> new Failure(Reason.TD_FORBIDDEN, answer + "; the key (TD_API_KEY) may not import");
            case 404 -> new Failure(Reason.TD_NOT_FOUND, answer);
            case 429 -> new Failure(Reason.TD_THROTTLED, answer);
            default ->
                status >= 500
                        ? new Failure(Reason.TD_UNAVAILABLE, answer)
                        : new Failure(Reason.TD_UNEXPECTED_ANSWER, answer);
        };
    }

    /** TD's own words, from whichever field its version of the answer has. */
    private static String text(byte[] body) {
        for (String name : new String[] {"text", "message", "error"}) {
            String value = field(body, name);
            if (value != null) {
                String shown = Escaped.of(Quoted.hidden(value));
                return ": " + shown.substring(0, Math.min(shown.length(), SHOWN_CHARACTERS));
            }
        }
        return "";
    }

    private static String field(byte[] body, String name) {
        try {
            JsonNode answer = JSON.readTree(new String(body, UTF_8));
            return answer == null || !answer.path(name).isTextual()
                    ? null
                    : answer.get(name).asText();
        } catch (IOException e) {
            return null; // Not every proxy in between speaks JSON.
        }
    }
}
