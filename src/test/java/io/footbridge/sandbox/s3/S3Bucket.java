package io.footbridge.sandbox.s3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The objects of one bucket, in the order in which S3 lists them: by the bytes of their keys in UTF-8. */
final class S3Bucket {

    /** UTF-8 sorts as code points do; {@link String#compareTo} sorts supplementary characters too early. */
    static final Comparator<String> UTF_8_ORDER = S3Bucket::compareCodePoints;

    private final ConcurrentNavigableMap<String, StoredObject> objects = new ConcurrentSkipListMap<>(UTF_8_ORDER);

    /** No page goes past this key from before it; empty for none. */
    private volatile String pageBreak = "";

    /** No page holds more, whatever the client asks for. */
    private volatile int pageSize = Integer.MAX_VALUE;

    void limitPagesTo(int size) {
        pageSize = size;
    }

    void breakPagesAt(String key) {
        pageBreak = key;
    }

    Optional<StoredObject> find(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    StoredObject get(String key) throws S3Error {
        return find(key).orElseThrow(() -> S3Error.noSuchKey(key));
    }

    void put(String key, StoredObject object) {
        objects.put(key, object);
    }

    /** Whether the object was stored, since the key was free. */
    boolean putIfAbsent(String key, StoredObject object) {
        return objects.putIfAbsent(key, object) == null;
    }

    void remove(String key) {
        objects.remove(key);
    }

    /** Whether the object was removed, since it was still this very one. */
    boolean remove(String key, StoredObject object) {
        return objects.remove(key, object);
    }

    List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        for (String key : objects.tailMap(prefix).keySet()) {
            if (!key.startsWith(prefix)) {
                break;
            }
            keys.add(key);
        }
        return keys;
    }

    /**
     * Lists one page, touching no more objects than it returns.
     *
     * @param prefix what the keys begin with
     * @param after the key or common prefix after which the page begins, empty for the first page
     * @param delimiter what ends a common prefix, empty for none
     * @param limit how many keys and common prefixes to return at most
     */
    S3Page list(String prefix, String after, String delimiter, int limit) {
        List<S3Page.Item> items = new ArrayList<>();
        String rolledUp = delimiter.isEmpty() || !after.endsWith(delimiter) ? "" : after;
        String next = UTF_8_ORDER.compare(after, prefix) < 0 ? objects.ceilingKey(prefix) : objects.higherKey(after);
        while (next != null && next.startsWith(prefix)) {
            String key = next;
            String common = commonPrefix(key, prefix, delimiter);
            if (!common.isEmpty() && common.equals(rolledUp)) {
                next = afterAll(key, common);
                continue;
            }
            if (items.size() >= Math.min(limit, pageSize) || isOnNextPage(key, items)) {
                return new S3Page(items, limit > 0);
            }
            if (common.isEmpty()) {
                // An object deleted meanwhile is left out, as it would have been a moment later.
                find(key).ifPresent(object -> items.add(new S3Page.Item(key, Optional.of(object))));
                next = objects.higherKey(key);
            } else {
                items.add(new S3Page.Item(common, Optional.empty()));
                rolledUp = common;
                next = afterAll(key, common);
            }
        }
        return new S3Page(items, false);
    }

    private boolean isOnNextPage(String key, List<S3Page.Item> items) {
        return !pageBreak.isEmpty()
                && !items.isEmpty()
                && UTF_8_ORDER.compare(items.get(0).name(), pageBreak) < 0
                && UTF_8_ORDER.compare(key, pageBreak) >= 0;
    }

    /** The first key that does not begin with the common prefix, or a later one that does, but never the key itself. */
    private String afterAll(String key, String common) {
        String last = common + Character.toString(Character.MAX_CODE_POINT);
        return objects.higherKey(UTF_8_ORDER.compare(key, last) < 0 ? last : key);
    }

    private static String commonPrefix(String key, String prefix, String delimiter) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? "" : key.substring(0, at + delimiter.length());
    }

    private static int compareCodePoints(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Behind a shared high surrogate both are low ones, so the code units tell; else surrogates go last.
                boolean surrogatesDiffer = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogatesDiffer ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
