package io.footbridge.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.footbridge.journal.ContentFolder;
import io.footbridge.journal.JournalEntry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts as an object of the bucket holds them: one JSON object per line. Its name is the time of the earliest count, how
 * many there are, and the digest of the content, so that names sort by time, and the same content always has the same name.
 */
public record Lines(JournalEntry entry, int size) {

    static final Pattern NAME =
            Pattern.compile("\\d{12}-(?<size>[1-9]\\d{0,8})-(?<digest>[0-9a-f]{32})\\.counts\\.jsonl");

    static Lines of(List<? extends JsonNode> counts) {
        StringBuilder lines = new StringBuilder();
        long earliest = Long.MAX_VALUE;
        for (JsonNode count : counts) {
            lines.append(count).append('\n');
            earliest = Math.min(earliest, count.path("time").asLong());
        }
        byte[] content = lines.toString().getBytes(UTF_8);
        String name = String.format("%012d-%d-%s.counts.jsonl", earliest, counts.size(), ContentFolder.digest(content));
        return new Lines(new JournalEntry(name, content), counts.size());
    }

    static List<String> in(byte[] content) {
        return new String(content, UTF_8).lines().toList();
    }

    static int sizeByName(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the name is not one of counts");
        }
        return Integer.parseInt(parts.group("size"));
    }

    /** The name only: the content is rows. */
    @Override
    public String toString() {
        return entry.name();
    }
}
