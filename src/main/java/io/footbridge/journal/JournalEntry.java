package io.footbridge.journal;

import static java.util.Objects.requireNonNull;

/** One object of the bucket that is named after its content: the name, without the folder, and the bytes. */
public final class JournalEntry {

    private final String name;
    private final byte[] content;

    public JournalEntry(String name, byte[] content) {
        this.name = requireNonNull(name, "name is null");
        this.content = requireNonNull(content, "content is null");
    }

    public String name() {
        return name;
    }

    /** The bytes themselves, which nobody may change. */
    public byte[] content() {
        return content;
    }

    /** The name only: the content is rows. */
    @Override
    public String toString() {
        return name;
    }
}
