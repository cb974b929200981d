package io.footbridge.archive;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.FilterInputStream;
import java.io.IOException;

/**
 * What goes into the decompressor, and only so much of it while nothing comes out: a gzip's header holds texts of any
 * length, which a decompressor keeps in memory, and members of no content can follow one another for ever.
 */
final class CompressedInput extends FilterInputStream {

    private static final long MAX_SILENT_BYTES = 1 << 20;

    private final CheckedBody body;
    private long heard;

    CompressedInput(CheckedBody body) {
        super(body);
        this.body = body;
    }

    /** How many bytes have been read. */
    long position() {
        return body.position();
    }

    /** Something came out. */
    void unpacked() {
        heard = body.position();
    }

    @Override
    public int read() throws IOException {
        checkSilence();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        checkSilence();
        return super.read(buffer, offset, length);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void checkSilence() {
        if (body.position() - heard > MAX_SILENT_BYTES) {
            throw new Failure(
                    Reason.CORRUPT_GZIP, "the gzip is broken: nothing comes out of " + MAX_SILENT_BYTES + " bytes");
        }
    }
}
