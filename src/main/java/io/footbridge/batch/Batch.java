package io.footbridge.batch;

import static java.util.Objects.requireNonNull;

/** Rows as TD's import API takes them. */
public final class Batch {

    private final String id;
    private final int number;
    private final byte[] bytes;
    private final String md5;
    private final int rows;

    Batch(String id, int number, byte[] bytes, String md5, int rows) {
        this.id = requireNonNull(id, "id is null");
        this.number = number;
        this.bytes = requireNonNull(bytes, "bytes is null");
        this.md5 = requireNonNull(md5, "md5 is null");
        this.rows = rows;
    }

    /** 32 hexadecimal digits, the same whenever the same lines are packed under the same settings. */
    public String id() {
        return id;
    }

    /** The same rows for another table, which needs another id. */
    Batch under(String otherId) {
        return new Batch(otherId, number, bytes, md5, rows);
    }

    /** Its number in its object, from 1. */
    public int number() {
        return number;
    }

    /** One gzip member of msgpack maps, one after the other; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The MD5 of the bytes as 32 hexadecimal digits. */
    public String md5() {
        return md5;
    }

    /** How many maps there are. */
    public int rows() {
        return rows;
    }

    /** Whether every line was rejected, which leaves nothing to send. */
    public boolean isEmpty() {
        return rows == 0;
    }

    @Override
    public String toString() {
        return "batch " + number + " (" + id + ", " + rows + " rows, " + bytes.length + " bytes)";
    }
}
