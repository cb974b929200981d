package io.footbridge.batch;

import static java.util.Objects.requireNonNull;

import io.footbridge.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/** Rows as TD's import API takes them. */
public final class Batch {

    private final String id;
    private final Destination destination;
    private final int number;
    private final ChunkedBuffer bytes;
    private final String md5;
    private final int rows;
    private final Places places;
    private final long lastLine;

    Batch(
            String id,
            Destination destination,
            int number,
            ChunkedBuffer bytes,
            String md5,
            int rows,
            Places places,
            long lastLine) {
        this.id = requireNonNull(id, "id is null");
        this.destination = requireNonNull(destination, "destination is null");
        this.number = number;
        this.bytes = requireNonNull(bytes, "bytes is null");
        this.md5 = requireNonNull(md5, "md5 is null");
        this.rows = rows;
        this.places = requireNonNull(places, "places is null");
        this.lastLine = lastLine;
    }

    /** 32 hexadecimal digits, the same whenever the same rows of the same object are packed. */
    public String id() {
        return id;
    }

    /** The same rows for another table, which needs another id. */
    Batch to(Destination other, String otherId) {
        return new Batch(otherId, other, number, bytes, md5, rows, places, lastLine);
    }

    /** The table that it goes to. */
    public Destination destination() {
        return destination;
    }

    /** Where Treasure Data's import server takes it. */
    public String path() {
        return "/v3/table/import_with_id/" + destination.database() + '/' + destination.table() + '/' + id
                + "/msgpack.gz";
    }

    /** Its number in its object, from 1; the parts of a batch have that of the whole. */
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

    InputStream in() {
        return bytes.in();
    }

    /** What is told of memory that the parts of it take. */
    IntConsumer memory() {
        return bytes.memory();
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

    Places places() {
        return places;
    }

    /**
     * Where a row comes from.
     *
     * @param row from 0
     */
    public Place placeOf(int row) {
        return places.of(row);
    }

    /** How many of the object's data lines, counted from its first, are through once this batch is accepted. */
    public long lastLine() {
        return lastLine;
    }

    @Override
    public String toString() {
        return "batch " + number + " (" + id + ", " + Count.of(rows, "row") + ", " + Count.of(length(), "byte") + ")";
    }
}
