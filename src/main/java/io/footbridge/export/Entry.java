package io.footbridge.export;

import static java.util.Objects.requireNonNull;

/**
 * One TSV of one archive: what the lineage columns of its rows say.
 *
 * @param device the camera's id, or null where the key does not have the layout of an export
 * @param key the object's key
 * @param name the member's name in the archive
 */
public record Entry(String device, String key, String name) {

    public Entry {
        requireNonNull(key, "key is null");
        requireNonNull(name, "name is null");
    }
}
