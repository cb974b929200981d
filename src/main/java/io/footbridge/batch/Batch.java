package io.footbridge.batch;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;

/** Rows as TD's import API takes them. */
public final class Batch {

    private final String id;
    private final int number;
    private final Chunks bytes;
    private final String md5;
    private final int rows;

    Batch(String id, int number, Chunks bytes, String md5, int rows) {
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

    /** One gzip member of msgpack maps, one after the other; a copy. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.length();
    }

    /** Writes the bytes, as often as is asked for. */
    public void writeTo(OutputStream out) throws IOException {
        bytes.writeTo(out);
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
        return "batch " + number + " (" + id + ", " + rows + " rows, " + length() + " bytes)";
    }
}
