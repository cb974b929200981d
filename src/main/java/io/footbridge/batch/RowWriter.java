package io.footbridge.batch;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes what rows are made of as msgpack into memory, each value in its shortest form.
 *
 * <p>Of all that msgpack knows this is the part that every row passes through, so it is worth having it small.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">the format</a>
 */
final class RowWriter implements Closeable {

    private static final int BUFFER_BYTES = 8 * 1024;

    /** The longest head of a value, or a number with its head. */
    private static final int LONGEST_HEAD = 9;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int length;

    RowWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins a map of so many pairs. */
    void map(int size) {
        makeRoom();
        if (size < 1 << 4) {
            buffer[length++] = (byte) (0x80 | size);
        } else if (size < 1 << 16) {
            shortAfter(0xde, size);
        } else {
            intAfter(0xdf, size);
        }
    }

    void integer(long value) {
        makeRoom();
        if (value >= 0) {
            notNegative(value);
        } else if (value >= -(1 << 5)) {
            buffer[length++] = (byte) value;
        } else if (value >= Byte.MIN_VALUE) {
            byteAfter(0xd0, (int) value);
        } else if (value >= Short.MIN_VALUE) {
            shortAfter(0xd1, (int) value);
        } else if (value >= Integer.MIN_VALUE) {
            intAfter(0xd2, (int) value);
        } else {
            longAfter(0xd3, value);
        }
    }

    void real(double value) {
        makeRoom();
        buffer[length] = (byte) 0xcb;
        DOUBLE.set(buffer, length + 1, value);
        length += 1 + Double.BYTES;
    }

    /** @param utf8 holds the text */
    void text(byte[] utf8, int offset, int count) {
        makeRoom();
        if (count < 1 << 5) {
            buffer[length++] = (byte) (0xa0 | count);
        } else if (count < 1 << 8) {
            byteAfter(0xd9, count);
        } else if (count < 1 << 16) {
            shortAfter(0xda, count);
        } else {
            intAfter(0xdb, count);
        }
        packed(utf8, offset, count);
    }

    /** Writes what is msgpack already. */
    void packed(byte[] bytes) {
        packed(bytes, 0, bytes.length);
    }

    @Override
    public void close() {
        flush();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }

    /** Writes a part of what is msgpack already. */
    void packed(byte[] bytes, int offset, int count) {
        if (count > buffer.length - length) {
            flush();
            if (count > buffer.length) {
                write(bytes, offset, count);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
    }

    private void notNegative(long value) {
        if (value < 1 << 7) {
            buffer[length++] = (byte) value;
        } else if (value < 1 << 8) {
            byteAfter(0xcc, (int) value);
        } else if (value < 1 << 16) {
            shortAfter(0xcd, (int) value);
        } else if (value < 1L << 32) {
            intAfter(0xce, (int) value);
        } else {
            longAfter(0xcf, value);
        }
    }

    private void makeRoom() {
        if (buffer.length - length < LONGEST_HEAD) {
            flush();
        }
    }

    private void flush() {
        write(buffer, 0, length);
        length = 0;
    }

    private void write(byte[] bytes, int offset, int count) {
        try {
            out.write(bytes, offset, count);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }

    private void byteAfter(int head, int value) {
        buffer[length] = (byte) head;
        buffer[length + 1] = (byte) value;
        length += 1 + Byte.BYTES;
    }

    private void shortAfter(int head, int value) {
        buffer[length] = (byte) head;
        SHORT.set(buffer, length + 1, (short) value);
        length += 1 + Short.BYTES;
    }

    private void intAfter(int head, int value) {
        buffer[length] = (byte) head;
        INT.set(buffer, length + 1, value);
        length += 1 + Integer.BYTES;
    }

    private void longAfter(int head, long value) {
        buffer[length] = (byte) head;
        LONG.set(buffer, length + 1, value);
        length += 1 + Long.BYTES;
    }

    private static VarHandle view(Class<?> of) {
        return MethodHandles.byteArrayViewVarHandle(of, ByteOrder.BIG_ENDIAN);
    }
}
