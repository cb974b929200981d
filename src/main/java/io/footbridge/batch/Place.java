package io.footbridge.batch;

/**
 * Where a row comes from.
 *
 * @param entry the name of the archive's member
 * @param number of its line in the entry, from 1
 * @param line of all data lines of the object, from 1
 */
public record Place(String entry, long number, long line) {

    /** Where no row is. */
    static final Place NONE = new Place("", 0, 0);
}
