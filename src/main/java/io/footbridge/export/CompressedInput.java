package io.footbridge.export;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.InputStream;

/**
 * What goes into the decompressor, and only so much of it while nothing comes out: a gzip's header holds texts of any
 * length, which a decompressor keeps in memory, and members of no content can follow one another for ever.
 */
final class CompressedInput extends InputStream {

    private static final long MAX_SILENT_BYTES = 1 << 20;

    private final CheckedBody body;
    private long heard;

    CompressedInput(CheckedBody body) {
        this.body = body;
    }

    long position() {
        return body.position();
    }

    /** Something came out. */
    void unpacked() {
        heard = body.position();
    }

    @Override
    public int read() {
        checkSilence();
        return body.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        checkSilence();
        return body.read(buffer, offset, length);
    }

    private void checkSilence() {
        if (body.position() - heard > MAX_SILENT_BYTES) {
            throw new Failure(
                    Reason.CORRUPT_GZIP, "the gzip is broken: nothing comes out of " + MAX_SILENT_BYTES + " bytes");
        }
    }
}
