package io.footbridge.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.journal.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts of several requests that are imported together. Each says which line of which request it is. */
public record CountBatch(JournalEntry entry, List<Map<String, Object>> rows) {

    private static final String SOURCE = "source_key";
    private static final String SOURCE_LINE = "source_line";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads what was made by {@link #join}. */
    CountBatch(JournalEntry entry) {
        this(entry, rows(entry));
    }

    /**
     * The counts of one request with the columns that lead back to it.
     *
     * @param key of the request's object, which is no more than a name once it is deleted
     */
    static List<ObjectNode> traced(String key, byte[] request) {
        List<ObjectNode> traced = new ArrayList<>();
        for (String line : Lines.in(request)) {
            ObjectNode count = json(line, new TypeReference<>() {});
            traced.add(count.put(SOURCE, key).put(SOURCE_LINE, traced.size() + 1));
        }
        return traced;
    }

    /** Joins the counts of several requests; nothing if there is none. */
    static Optional<JournalEntry> join(List<List<ObjectNode>> requests) {
        List<JsonNode> counts = new ArrayList<>();
        requests.forEach(counts::addAll);
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(Lines.of(counts).entry());
    }

    private static List<Map<String, Object>> rows(JournalEntry entry) {
        return Lines.in(entry.content()).stream()
                .map(line -> json(line, new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    /** The names of the requests, without the folder. */
    Set<String> requests() {
        Set<String> requests = new LinkedHashSet<>();
        for (Map<String, Object> row : rows) {
            String key = (String) row.get(SOURCE);
            requests.add(key.substring(key.lastIndexOf('/') + 1));
        }
        return requests;
    }

    /** The name only. */
    @Override
    public String toString() {
        return entry.name();
    }

    private static <T> T json(String line, TypeReference<T> type) {
        try {
            return JSON.readValue(line, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line is not as it was written", e);
        }
    }
}
