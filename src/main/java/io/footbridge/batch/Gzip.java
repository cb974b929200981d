package io.footbridge.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.zip.GZIPOutputStream;

/**
 * A gzip stream of one member at a level of one's choice.
 *
 * <p>It compresses between buffers outside of the heap. From array to array zlib would hold off the garbage collector for
 * as long as it runs, and with many streams at once in a small heap the JVM takes that for being out of memory.
 *
 * @see <a href="https://bugs.openjdk.org/browse/JDK-8192647">JDK-8192647</a>
 */
final class Gzip extends GZIPOutputStream {

    private static final int BUFFER_BYTES = 16 * 1024;

    /** Those of streams that have ended: making one takes longer than filling it. */
    private static final Deque<Buffers> SPARE = new ConcurrentLinkedDeque<>();

    private final Buffers buffers;

    private record Buffers(ByteBuffer plain, ByteBuffer compressed) {

        static Buffers any() {
            Buffers spare = SPARE.poll();
            return spare != null
                    ? spare
                    : new Buffers(ByteBuffer.allocateDirect(BUFFER_BYTES), ByteBuffer.allocateDirect(BUFFER_BYTES));
        }
    }

    /** @param level 0 (none) to 9 (smallest), as zlib counts them */
    Gzip(OutputStream out, int level) throws IOException {
        super(out, BUFFER_BYTES);
        def.setLevel(level);
        buffers = Buffers.any();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        crc.update(bytes, offset, count);
        int end = offset + count;
        for (int from = offset; from < end; from += BUFFER_BYTES) {
            buffers.plain.clear().put(bytes, from, Math.min(BUFFER_BYTES, end - from));
            def.setInput(buffers.plain.flip());
            while (!def.needsInput()) {
                deflate();
            }
        }
    }

    @Override
    protected void deflate() throws IOException {
        int length = def.deflate(buffers.compressed.clear());
        buffers.compressed.flip().get(buf, 0, length);
        out.write(buf, 0, length);
    }

    /** Once only: what is given back is another stream's. */
    @Override
    public void close() throws IOException {
        super.close();
        SPARE.push(buffers);
    }
}
