package io.footbridge.journal;

import io.footbridge.failure.Failure;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A write-ahead log in the bucket: what a batch holds is an object of it before the batch is first sent, and until it needs
 * not be sent again. A process that is killed in between leaves the object, and the next one sends the same bytes. An entry
 * is made only while the log is empty, so nothing that an unfinished entry holds can get into another one.
 *
 * <p>One process at a time may use a log, and one thread of it.
 *
 * @param entries the folder of the log, which holds nothing else
 */
public record WriteAheadLog(ContentFolder entries) {

    public String key(JournalEntry entry) {
        return entries.key(entry.name());
    }

    /**
     * The entry to work on: the first that is not finished, or else a new one, which is in the bucket when this returns.
     * Whatever it takes to finish an entry must bear to be repeated.
     *
     * @param source asked for a new entry only if there is no other; it may have none
     * @throws Failure if S3 refuses; the next call looks again for what the log holds
     */
    public Optional<JournalEntry> next(Supplier<Optional<JournalEntry>> source) {
        for (String name : entries.names()) {
            Optional<byte[]> content = entries.read(name);
            if (content.isPresent()) {
                return Optional.of(new JournalEntry(name, content.get()));
            }
        }
        Optional<JournalEntry> entry = source.get();
        entry.ifPresent(entries::write);
        return entry;
    }

    /** The last step of all: the entry is deleted, and its batch is never sent again. */
    public void finish(JournalEntry entry) {
        entries.delete(entry.name());
    }
}
