package io.footbridge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;

/** Where an object's copy, and what is written beside it, may have to go: known before a row of it is sent. */
public final class Destinations {

    /** S3's limit for a key. */
    static final int MAX_KEY_BYTES = 1_024;

    /** What comes after the key of an object under the failed prefix. */
    private static final List<String> SUFFIXES = List.of("", ".error.json", ".rejects.jsonl");

    private final int longest;

    public Destinations(String importedPrefix, String failedPrefix) {
        requireNonNull(importedPrefix, "importedPrefix is null");
        requireNonNull(failedPrefix, "failedPrefix is null");
        int suffix = SUFFIXES.stream().mapToInt(Destinations::bytes).max().orElse(0);
        this.longest = MAX_KEY_BYTES - Math.max(bytes(importedPrefix), bytes(failedPrefix) + suffix);
    }

    /** Whether there is room for a key behind every prefix, with whatever comes after it. */
    boolean haveRoomFor(String key) {
        // No character takes more than three bytes for each of its chars.
        return key.length() * 3 <= longest || bytes(key) <= longest;
    }

    /** How many bytes of a key there is room for. */
    int longestKeyBytes() {
        return longest;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
