package io.footbridge.sandbox.scorer;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.archive.Tsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Exports of every kind, as many as are wanted at a time, and what must become of each. */
public final class MixedExports {

    /** The only TSV in each archive. */
    public static final String ENTRY = "camera.tsv";

    /** Batches of so many lines, and there are objects of one batch and of several. */
    public static final int BATCH_LINES = 20;

    private final Bridge bridge;
    private final Random random;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private int frame;

    /** What an object is like, and how many of this kind are kept waiting. */
    public enum Kind {
        ONE_BATCH(16),
        SEVERAL_BATCHES(8),
        BAD_LINES(6),
        BROKEN(6),
        PLACEHOLDER(2),
        EMPTY(2);

        private final int wanted;

        Kind(int wanted) {
            this.wanted = wanted;
        }
    }

    /**
     * One object.
     *
     * @param good the lines that must be rows, by their numbers
     * @param bad the lines that must be rejects, by their numbers
     */
    public record Item(String key, Kind kind, String etag, SortedMap<Long, String> good, SortedMap<Long, String> bad) {

        /** All its lines in order. */
        public List<String> lines() {
            SortedMap<Long, String> lines = new TreeMap<>(good);
            lines.putAll(bad);
            return List.copyOf(lines.values());
        }

        /** Whether it belongs under the failed prefix. */
        public boolean fails() {
            return kind == Kind.BROKEN;
        }
    }

    /** No exports yet. */
    public MixedExports(Bridge bridge, Random random) {
        this.bridge = requireNonNull(bridge, "bridge is null");
        this.random = requireNonNull(random, "random is null");
    }

    /** Puts new objects into the bucket until enough of every kind wait there. */
    public void refill() {
        Map<Kind, Long> waiting = bridge.waiting().stream()
                .map(key -> items.get(key).kind())
                .collect(groupingBy(kind -> kind, counting()));
        List<Kind> missing = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (long i = waiting.getOrDefault(kind, 0L); i < kind.wanted; i++) {
                missing.add(kind);
            }
        }
        Collections.shuffle(missing, random);
        missing.forEach(this::put);
    }

    /** All objects that there ever were. */
    public Collection<Item> items() {
        return List.copyOf(items.values());
    }

    private void put(Kind kind) {
        String name = String.format("%05d", items.size());
        SortedMap<Long, String> good = new TreeMap<>();
        SortedMap<Long, String> bad = new TreeMap<>();
        String key = kind == Kind.PLACEHOLDER ? Bridge.FOLDER + name + "/" : Bridge.FOLDER + name + ".tgz";
        byte[] content = switch (kind) {
            case ONE_BATCH -> archive(good, bad, between(1, BATCH_LINES), 0);
            case SEVERAL_BATCHES -> archive(good, bad, between(50, 70), 0);
            case BAD_LINES ->
                archive(good, bad, random.nextBoolean() ? between(8, 16) : between(50, 70), between(1, 5));
            case BROKEN -> broken();
            case PLACEHOLDER -> new byte[0];
            case EMPTY -> Archives.tgz(Map.of(ENTRY, ""));
        };
        bridge.s3().put(Bridge.BUCKET, key, content);
        items.put(key, new Item(key, kind, bridge.s3().etag(Bridge.BUCKET, key), good, bad));
    }

    /** Cut off in its last batch, or with no line that is good. */
    private byte[] broken() {
        if (random.nextInt(3) == 0) {
            return archive(new TreeMap<>(), new TreeMap<>(), 3, 3);
        }
        byte[] whole = archive(new TreeMap<>(), new TreeMap<>(), random.nextBoolean() ? 5 : between(50, 70), 0);
        return Arrays.copyOf(whole, whole.length - 5);
    }

    private byte[] archive(Map<Long, String> good, Map<Long, String> bad, int lines, int badLines) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, lines).boxed().toList());
        Collections.shuffle(numbers, random);
        List<Integer> badNumbers = numbers.subList(0, badLines);
        StringBuilder tsv = new StringBuilder();
        for (int number = 1; number <= lines; number++) {
            String line = Tsv.line(frame++);
            if (badNumbers.contains(number)) {
                line = line.replace("2019-08-15", "2019-02-31");
                bad.put((long) number, line);
            } else {
                good.put((long) number, line);
            }
            tsv.append(line).append('\n');
        }
        return Archives.tgz(Map.of(ENTRY, tsv.toString()));
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
