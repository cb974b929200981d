package io.footbridge.sandbox.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Gzip for single files, and for archives that are to be broken. */
public final class Gzips {

    /** The length of the header that {@link #of} writes. */
    static final int HEADER_BYTES = 10;

    /** The length of what follows the compressed bytes: a CRC and a size, four bytes each. */
    static final int TRAILER_BYTES = 8;

    private Gzips() {}

    public static byte[] of(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return out.toByteArray();
    }

    static byte[] cut(byte[] gzip, int length) {
        return Arrays.copyOf(gzip, length);
    }

    /** The same bytes with one changed, counted from the end if the offset is negative. */
    static byte[] flipped(byte[] gzip, int offset) {
        byte[] changed = gzip.clone();
        changed[Math.floorMod(offset, gzip.length)] ^= 0x55;
        return changed;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /**
     * A gzip of much content made of little: a beginning, one piece many times over, and an end. Each piece is a member
     * of its own, so that nothing large is ever compressed or held.
     */
    static byte[] repeating(byte[] begin, byte[] piece, int times, byte[] end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(of(begin));
        byte[] packed = of(piece);
        for (int i = 0; i < times; i++) {
            out.writeBytes(packed);
        }
        out.writeBytes(of(end));
        return out.toByteArray();
    }
}
