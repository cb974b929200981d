package io.footbridge.key;

import static java.util.Objects.requireNonNull;

/**
 * One object of the bucket as a listing showed it: what an import is of.
 *
 * @param etag the entity tag without its quotes; the same key with another one is another import
 * @param size in bytes
 */
public record SourceObject(String bucket, String key, String etag, long size) {

    public SourceObject {
        requireNonNull(bucket, "bucket is null");
        requireNonNull(key, "key is null");
        requireNonNull(etag, "etag is null");
    }

    /** A folder's placeholder, which holds nothing. */
    public boolean isPlaceholder() {
        return key.endsWith("/");
    }
}
