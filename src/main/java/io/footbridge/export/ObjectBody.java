package io.footbridge.export;

import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of an object, requested when they are first read.
 *
 * <p>Whatever keeps the bytes from coming is thrown as a {@link io.footbridge.failure.Failure}, never as an
 * {@code IOException}: so a decompressor cannot take a broken connection for a broken archive.
 */
public abstract class ObjectBody extends InputStream {

    @Override
    public final int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length);

    public abstract long size();

    /** Gives the connection back; the next read takes another and goes on from the position. */
    public abstract void release();

    /** The next read begins here, over another connection. */
    public abstract void goTo(long position);

    /** The same bytes once more, from their beginning. */
    public abstract ObjectBody again();

    /** What the store says of all the bytes; known, if at all, once the first of them were read. */
    public Optional<WholeChecksum> checksum() {
        return Optional.empty();
    }

    @Override
    public void close() {
        release();
    }
}
