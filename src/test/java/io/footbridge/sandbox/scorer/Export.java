package io.footbridge.sandbox.scorer;

/** One archive as SCORER Cloud puts it into the bucket. */
public final class Export {

    private final String key;
    private final byte[] archive;
    private final int rows;

    Export(String key, byte[] archive, int rows) {
        this.key = key;
        this.archive = archive;
        this.rows = rows;
    }

    /** The object's key. */
    public String key() {
        return key;
    }

    /** The gzipped tar; not a copy. */
    public byte[] archive() {
        return archive;
    }

    /** How many lines the archive's TSV has. */
    public int rows() {
        return rows;
    }

    @Override
    public String toString() {
        return key + " (" + rows + " rows)";
    }
}
