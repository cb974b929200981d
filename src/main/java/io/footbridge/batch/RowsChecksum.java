package io.footbridge.batch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Sees every byte of the rows of one import before it is compressed, and keeps what tells them from other rows of the same
 * place: their length and two checksums of 32 bits, by polynomials that have nothing in common.
 *
 * <p>A cryptographic hash of all rows would take a tenth of an import's CPU time; docs/performance.md has the figures. It is
 * not needed here: {@link ImportId} hashes these checksums together with the key, so nobody can make rows whose id is that
 * of rows under another key. What somebody could make are two versions of one object of their own with one id.
 */
final class RowsChecksum extends FilterOutputStream {

    private final Checksum crc32 = new CRC32();
    private final Checksum crc32c = new CRC32C();
    private long length;

    RowsChecksum(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        crc32.update(bytes, offset, count);
        crc32c.update(bytes, offset, count);
        length += count;
        out.write(bytes, offset, count);
    }

    /** Of all bytes so far. */
    @Override
    public String toString() {
        return "%d %08x %08x".formatted(length, crc32.getValue(), crc32c.getValue());
    }
}
