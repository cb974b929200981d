package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exports that nothing is wrong with, and what becomes of them: every row is held against its line. */
final class SoundExports {

    private static final String MULTIPART = "0123456789abcdef0123456789abcdef-2";

    private final Bridge bridge;
    private final Map<String, Integer> linesOf = new LinkedHashMap<>();

    SoundExports(Bridge bridge) {
        this.bridge = bridge;
    }

    /** Puts an export whose ETag is the MD5 of its bytes, and gives its key. */
    String put(String name, int lines) {
        String key = bridge.export(name, archive(name, lines));
        linesOf.put(key, lines);
        return key;
    }

    /** Puts an export whose ETag says nothing of its bytes. */
    String putInParts(String name, int lines) {
        return putAs(name, lines, MULTIPART, Map.of());
    }

    String putAs(String name, int lines, String etag, Map<String, String> checksums) {
        String key = Bridge.FOLDER + name + ".tgz";
        bridge.s3().put(Bridge.BUCKET, key, archive(name, lines), etag, checksums);
        linesOf.put(key, lines);
        return key;
    }

    static byte[] archive(String name, int lines) {
        return Archives.tgz(Map.of(
                "data.tsv",
                IntStream.rangeClosed(1, lines)
                        .mapToObj(line -> line(name, line) + "\n")
                        .collect(Collectors.joining())));
    }

    int objects() {
        return linesOf.size();
    }

    int rows() {
        return linesOf.values().stream().mapToInt(Integer::intValue).sum();
    }

    int size(String key) {
        return bridge.s3().bytes(Bridge.BUCKET, key).length;
    }

    /** What is wrong with the rows that arrived: a few words each. */
    List<String> wrongRows() {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> seen = new TreeMap<>();
        if (!bridge.td().hasTable(Bridge.DATABASE, Bridge.TABLE)) {
            return wrong;
        }
        bridge.td().forEachRow(Bridge.DATABASE, Bridge.TABLE, row -> {
            String key = (String) row.get("source_key");
            int line = ((Number) row.get("source_line")).intValue();
            String name = key.substring(Bridge.FOLDER.length(), key.length() - ".tgz".length());
            String place = name + ":" + line;
            if (!uid(name, line).equals(row.get("uid"))
                    || ((Number) row.get("frame_index")).intValue() != line
                    || line > linesOf.get(key)) {
                wrong.add("changed " + place);
            }
            if (seen.merge(place, 1, Integer::sum) > 1) {
                wrong.add("doubled " + place);
            }
        });
        return wrong;
    }

    int arrived() {
        return bridge.rows().size();
    }

    static String line(String name, int line) {
        return "2019-08-15 01:02:03\t" + line + "\t" + uid(name, line) + "\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }

    /** Hardly to be compressed, so that a few thousand lines are an object of some size. */
    private static String uid(String name, int line) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((name + line).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
