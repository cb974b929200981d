package io.footbridge.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Header;
import io.footbridge.row.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/** The lines in a file of rejects, with the lineage that they had when they were rejected. */
final class RejectedLines implements LineSource {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String key;
    private final ExportFormat format;
    private final CheckedBody body;
    private Iterator<Line> lines;

    /** @param key of the object that the lines were in */
    RejectedLines(String key, ObjectBody body, ExportFormat format) {
        this.key = key;
        this.format = format;
        this.body = new CheckedBody(body);
    }

    @Override
    public Line next() {
        if (lines == null) {
            lines = read().iterator();
        }
        return lines.hasNext() ? lines.next() : null;
    }

    /** All of them were read, and made sure of, before the first one was handed out. */
    @Override
    public void verify() {}

    @Override
    public void confirm() {}

    @Override
    public void close() {
        body.close();
    }

    private List<Line> read() {
        String device = format.device(key);
        List<Line> read = new ArrayList<>();
        try {
            String file = new String(body.readAllBytes(), UTF_8);
            body.confirm(); // Nothing in it would tell a flipped bit.
            for (String text : file.split("\n", -1)) {
                if (!text.isEmpty()) {
                    read.add(line(device, read.size() + 1L, JSON.readTree(text)));
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Failure(
                    Reason.CORRUPT_REJECTS, "line " + (read.size() + 1) + " of the file of rejects is broken", e);
        } catch (IOException e) {
            throw new Failure(Reason.S3_UNAVAILABLE, "the file of rejects could not be read: " + e.getMessage(), e);
        }
        return read;
    }

    private Line line(String device, long ordinal, JsonNode reject) {
        if (!reject.path("entry").isTextual() || !reject.path("line").canConvertToLong()) {
            throw new IllegalArgumentException("entry or line is missing");
        }
        byte[] raw = reject.has("raw")
                ? reject.get("raw").asText().getBytes(UTF_8)
                : Base64.getDecoder().decode(reject.path("raw_base64").asText());
        Header header =
                reject.has("header") ? format.header(reject.get("header").asText()) : null;
        return Line.of(
                new Entry(device, key, reject.get("entry").asText(), header),
                reject.get("line").asLong(),
                ordinal,
                raw);
    }
}
