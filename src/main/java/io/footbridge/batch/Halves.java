package io.footbridge.batch;

import io.footbridge.key.SourceObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/**
 * The two halves of a batch that is too large, cut between two rows. Each is packed when it is asked for, so that only one
 * of them is in memory beside the whole.
 */
final class Halves implements Iterator<Batch> {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Batches batches;
    private final SourceObject source;
    private final Batch whole;
    private final int middle;
    private int given;

    /** @param whole has two rows at least */
    Halves(Batches batches, SourceObject source, Batch whole) {
        this.batches = batches;
        this.source = source;
        this.whole = whole;
        this.middle = whole.rows() / 2;
    }

    @Override
    public boolean hasNext() {
        return given < 2;
    }

    @Override
    public Batch next() {
        given++;
        try {
            return switch (given) {
                case 1 -> pack(0, middle, whole.placeOf(middle).line() - 1);
                case 2 -> pack(middle, whole.rows(), whole.lastLine());
                default -> throw new NoSuchElementException("a batch has two halves");
            };
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed here is in memory", e);
        }
    }

    private Batch pack(int from, int to, long lastLine) throws IOException {
        BatchPacker packer = batches.packer(whole.memory(), whole.places().part(from, to));
        long cut = cut();
        try (InputStream rows = rows()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            rows.skipNBytes(from == 0 ? 0 : cut);
            long left = from == 0 ? cut : Long.MAX_VALUE;
            for (int count = read(rows, buffer, left); count > 0; count = read(rows, buffer, left)) {
                packer.addPacked(buffer, count);
                left -= count;
            }
        }
        return batches.seal(packer, source, to - from, whole.number(), lastLine);
    }

    private static int read(InputStream rows, byte[] buffer, long left) throws IOException {
        return rows.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
    }

    /** How many bytes the rows of the first half take. */
    private long cut() throws IOException {
        try (MessageUnpacker maps = MessagePack.newDefaultUnpacker(rows())) {
            maps.skipValue(middle);
            return maps.getTotalReadBytes();
        }
    }

    private InputStream rows() throws IOException {
        return new GZIPInputStream(whole.in(), BUFFER_BYTES);
    }
}
