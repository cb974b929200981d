package io.footbridge.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.export.Progress;
import io.footbridge.key.SourceObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What the file beside a failed object says about it, as far as a replay needs it.
 *
 * @param source what the object was before it was dead-lettered
 * @param dataset the name of its dataset; empty if the version that wrote it knew of one only
 */
record Sidecar(SourceObject source, String reason, Progress progress, String dataset) {

    /** With some rejected lines in it, and their numbers. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IOException if the bytes are not a sidecar */
    static Sidecar read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        if (json == null || !json.path("key").isTextual() || !json.path("etag").isTextual()) {
            throw new IOException("it names no key and ETag");
        }
        Set<Long> rejected = new HashSet<>();
        json.path("rejected_lines").forEach(line -> rejected.add(line.asLong()));
        return new Sidecar(
                new SourceObject(
                        json.path("bucket").asText(),
                        json.get("key").asText(),
                        json.get("etag").asText(),
                        json.path("size").asLong()),
                json.path("reason").asText(),
                new Progress(
                        json.path("accepted_lines").asLong(),
                        rejected,
                        json.path("accepted_batches").asInt(),
                        json.path("accepted_rows").asLong(),
                        false,
                        json.path("attempts").asInt(),
                        false),
                json.path("dataset").asText());
    }
}
