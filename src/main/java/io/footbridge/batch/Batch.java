package io.footbridge.batch;

import io.footbridge.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/**
 * Rows as Treasure Data's import API takes them: one gzip member of msgpack maps, one after the other.
 *
 * @param id 32 hexadecimal digits, the same whenever the same rows of the same object are packed
 * @param number of it in its object, from 1; the parts of a batch have that of the whole
 * @param md5 of the bytes, as 32 hexadecimal digits
 * @param lastLine how many of the object's data lines, counted from its first, are complete once this batch is accepted
 */
public record Batch(
        String id,
        Destination destination,
        int number,
        ChunkedBuffer buffer,
        String md5,
        int rows,
        Places places,
        long lastLine) {

    /** The same rows for another table, which needs another id. */
    Batch to(Destination other, String otherId) {
        return new Batch(otherId, other, number, buffer, md5, rows, places, lastLine);
    }

    /** Where Treasure Data's import server takes it. */
    public String path() {
        return "/v3/table/import_with_id/" + destination.database() + '/' + destination.table() + '/' + id
                + "/msgpack.gz";
    }

    /** In bytes. */
    public int length() {
        return buffer.length();
    }

    /** Writes the bytes, as often as is asked for. */
    public void writeTo(OutputStream out) throws IOException {
        buffer.writeTo(out);
    }

    InputStream in() {
        return buffer.in();
    }

    /** What is told of memory that the parts of it take. */
    IntConsumer memory() {
        return buffer.memory();
    }

    /** Whether every line was rejected, which leaves nothing to send. */
    public boolean isEmpty() {
        return rows == 0;
    }

    /** @param row from 0 */
    public Place placeOf(int row) {
        return places.of(row);
    }

    @Override
    public String toString() {
        return "batch " + number + " (" + id + ", " + Count.of(rows, "row") + ", " + Count.of(length(), "byte") + ")";
    }
}
