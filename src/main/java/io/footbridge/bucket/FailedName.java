package io.footbridge.bucket;

/**
 * Under which name something goes under the failed prefix.
 *
 * @param name the key, without what the names of sidecars and rejects end in
 * @param isFresh whether nothing is there yet; who writes there first has it
 */
public record FailedName(String name, boolean isFresh) {}
