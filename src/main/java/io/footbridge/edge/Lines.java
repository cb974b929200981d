package io.footbridge.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Counts as an object of the bucket holds them.
 *
 * @param name of the object: the time of the earliest count, how many there are, and 128 bits of the content's SHA-256, so
 *     that names sort by time, and the same content always has the same name
 * @param content one JSON object a line
 * @param size how many counts there are
 */
public record Lines(String name, String content, int size) {

    private static final int ID_BYTES = 16;

    private static final Pattern NAME = Pattern.compile("\\d{12}-[1-9]\\d{0,8}-[0-9a-f]{32}\\.counts\\.jsonl");

    public Lines {
        requireNonNull(name, "name is null");
        requireNonNull(content, "content is null");
    }

    /** The name only: the content is rows. */
    @Override
    public String toString() {
        return name;
    }

    static Lines of(List<? extends JsonNode> counts) {
        StringBuilder content = new StringBuilder();
        long earliest = Long.MAX_VALUE;
        for (JsonNode count : counts) {
            content.append(count).append('\n');
            earliest = Math.min(earliest, count.path("time").asLong());
        }
        String name = String.format("%012d-%d-%s.counts.jsonl", earliest, counts.size(), digest(content.toString()));
        return new Lines(name, content.toString(), counts.size());
    }

    /** Whether an object may have been named here. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether an object of this name holds what was written under it. */
    static boolean isNameOf(String name, String content) {
        return isName(name) && name.contains(digest(content));
    }

    /** How many counts an object holds, by its name. */
    static int sizeByName(String name) {
        int from = name.indexOf('-') + 1;
        return Integer.parseInt(name.substring(from, name.indexOf('-', from)));
    }

    private static String digest(String content) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return HexFormat.of().formatHex(sha, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has SHA-256", e);
        }
    }
}
