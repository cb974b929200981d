package io.footbridge.export;

import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What comes out of the decompressor, held to the limits; what the decompressor throws is a {@link Failure}.
 *
 * <p>Its {@code skip} is that of {@link InputStream}, which reads and stops short only at the end: sparse members need that.
 */
final class LimitedInflater extends InputStream {

    /** Names and attributes of one member; a tar reader keeps them in memory. */
    private static final long MAX_HEADER_BYTES = 1 << 20;

    private final InputStream unpacked;
    private final CompressedInput packed;
    private final ArchiveLimits limits;
    private long position;
    private long holes;
    private long zeros;
    private long headerEnd = Long.MAX_VALUE;

    LimitedInflater(InputStream unpacked, CompressedInput packed, ArchiveLimits limits) {
        this.unpacked = unpacked;
        this.packed = packed;
        this.limits = limits;
    }

    /** From here to {@link #endHeader} the bytes are about a member, not of one. */
    void beginHeader() {
        headerEnd = position + MAX_HEADER_BYTES;
    }

    void endHeader() {
        headerEnd = Long.MAX_VALUE;
    }

    long position() {
        return position;
    }

    /** What a sparse member reads as: its holes come from nowhere, and count against the limits all the same. */
    InputStream withHoles(InputStream member) {
        return new FilterInputStream(member) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                long before = position;
                int read = super.read(buffer, offset, length);
                holes += Math.max(0, read - (position - before));
                checkLimits();
                return read;
            }
        };
    }

    /** How many of the last bytes read were zero, without one that was not among them. */
    long trailingZeros() {
        return zeros;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = unpacked.read(buffer, offset, length);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(Reason.CORRUPT_GZIP, "the gzip is broken: " + Escaped.messageOf(e), e);
        }
        if (read > 0) {
            packed.unpacked();
            position += read;
            countZeros(buffer, offset, read);
            checkLimits();
        }
        return read;
    }

    private void countZeros(byte[] buffer, int offset, int read) {
        int i = read;
        while (i > 0 && buffer[offset + i - 1] == 0) {
            i--;
        }
        zeros = i == 0 ? zeros + read : read - i;
    }

    private void checkLimits() {
        long expanded = position + holes;
        if (expanded > limits.maxBytes()) {
            throw new Failure(
                    Reason.ARCHIVE_TOO_LARGE,
                    "it unpacks to more than " + limits.maxBytes() + " bytes (archive.max-bytes)");
        }
        if (expanded > ArchiveLimits.RATIO_FROM_BYTES && expanded / limits.maxRatio() > packed.position()) {
            throw new Failure(
                    Reason.EXPANSION_RATIO,
                    "it unpacks to more than " + limits.maxRatio() + " times its size (archive.max-ratio)");
        }
        if (position > headerEnd) {
            throw new Failure(Reason.CORRUPT_TAR, "a member's header has more than " + MAX_HEADER_BYTES + " bytes");
        }
    }
}
