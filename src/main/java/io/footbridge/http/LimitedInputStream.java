package io.footbridge.http;

import java.io.IOException;
import java.io.InputStream;

/** Gives no more than so many bytes of a stream. */
public final class LimitedInputStream extends InputStream {

    private final InputStream in;
    private final Runnable excess;
    private long left;
    private boolean ended;

    /**
     * @param limit in bytes
     * @param excess runs once, when there is a byte beyond the limit; the stream ends there, or with what this throws
     */
    public LimitedInputStream(InputStream in, long limit, Runnable excess) {
        this.in = in;
        this.excess = excess;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        if (left == 0) {
            ended = true;
            if (in.read() >= 0) {
                excess.run();
            }
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        ended = read < 0;
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public int available() throws IOException {
        return ended ? 0 : (int) Math.min(in.available(), left);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
