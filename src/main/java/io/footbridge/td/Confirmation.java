package io.footbridge.td;

import com.fasterxml.jackson.databind.JsonNode;
import io.footbridge.batch.Batch;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;

/** Tells a confirmed import from one that was refused or garbled. */
final class Confirmation {

    private static final int SHOWN_CHARACTERS = 300;

    private Confirmation() {}

    /**
     * Reads TD's answer to an import.
     *
     * @throws Failure unless it is a 200 with the MD5 of what was sent
     */
    static void require(Batch batch, int status, byte[] body) {
        JsonNode answer = Quoted.tree(body);
        if (status != 200) {
            throw refusal(status, answer);
        }
        if (!batch.md5().equals(answer.path("md5_hex").textValue())) {
            throw new Failure(
                    Reason.TD_UNEXPECTED_ANSWER,
                    "Treasure Data answers 200 but does not confirm the MD5 of what was sent");
        }
    }

    private static Failure refusal(int status, JsonNode body) {
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
    private static String text(JsonNode body) {
        for (String name : new String[] {"text", "message", "error"}) {
            String value = body.path(name).textValue();
            if (value != null) {
                String shown = Escaped.of(Quoted.hidden(value));
                return ": " + shown.substring(0, Math.min(shown.length(), SHOWN_CHARACTERS));
            }
        }
        return "";
    }
}
