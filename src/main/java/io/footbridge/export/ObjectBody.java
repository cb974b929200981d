package io.footbridge.export;

import java.io.InputStream;

/**
 * The bytes of an object, got when they are first read.
 *
 * <p>Whatever keeps the bytes from coming is thrown as a {@link io.footbridge.failure.Failure}, never as an
 * {@code IOException}: so a decompressor cannot take a broken connection for a broken archive.
 */
public abstract class ObjectBody extends InputStream {

    /** How many bytes have been read. */
    public abstract long position();

    /** Gives the connection back; the next read takes another and goes on from the position. */
    public abstract void release();

    /** The same bytes once more, from their beginning. */
    public abstract ObjectBody again();

    @Override
    public abstract void close();
}
