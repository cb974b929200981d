package io.footbridge.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Bytes in memory, in chunks: one array would be copied whenever it has to grow, and a small heap hardly has room for an
 * array as long as a batch.
 */
final class ChunkedBuffer extends OutputStream {

    private static final int FIRST_BYTES = 8 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private final IntConsumer memory;
    private byte[] last = new byte[FIRST_BYTES];
    private int lastLength;
    private int length;

    /** @param memory told of every piece but the first, in bytes, before it is made */
    ChunkedBuffer(IntConsumer memory) {
        this.memory = memory;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (lastLength == last.length) {
                memory.accept(CHUNK_BYTES);
                full.add(last);
                last = new byte[CHUNK_BYTES];
                lastLength = 0;
            }
            int part = Math.min(left, last.length - lastLength);
            System.arraycopy(bytes, from, last, lastLength, part);
            lastLength += part;
            from += part;
            left -= part;
        }
        length += count;
    }

    int length() {
        return length;
    }

    IntConsumer memory() {
        return memory;
    }

    /** Reads all bytes, from the first. */
    InputStream in() {
        List<InputStream> chunks = new ArrayList<>();
        full.forEach(chunk -> chunks.add(new ByteArrayInputStream(chunk)));
        chunks.add(new ByteArrayInputStream(last, 0, lastLength));
        return new SequenceInputStream(Collections.enumeration(chunks));
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] chunk : full) {
            out.write(chunk);
        }
        out.write(last, 0, lastLength);
    }
}
