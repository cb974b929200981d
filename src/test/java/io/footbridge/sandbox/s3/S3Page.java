package io.footbridge.sandbox.s3;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param items objects and common prefixes in the order of their names
 * @param truncated whether more follow
 */
record S3Page(List<Item> items, boolean truncated) {

    /**
     * @param name a key or a common prefix
     * @param object empty for a common prefix
     */
    record Item(String name, Optional<StoredObject> object) {}

    S3Page {
        items = List.copyOf(items);
    }

    /** The key or common prefix after which the next page begins; empty if there is none. */
    Optional<String> next() {
        return truncated ? Optional.of(items.get(items.size() - 1).name()) : Optional.empty();
    }
}
