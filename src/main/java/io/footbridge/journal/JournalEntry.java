package io.footbridge.journal;

/**
 * One object of the bucket that is named after its content.
 *
 * @param content the bytes themselves, which nobody may change
 */
@SuppressWarnings("ArrayRecordComponent") // A copy of a batch would take as much memory once more.
public record JournalEntry(String name, byte[] content) {

    /** The name only: the content is rows. */
    @Override
    public String toString() {
        return name;
    }
}
