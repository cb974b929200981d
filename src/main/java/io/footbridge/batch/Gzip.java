package io.footbridge.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A gzip stream of one member at a level of one's choice. */
final class Gzip extends GZIPOutputStream {

    private static final int BUFFER_BYTES = 16 * 1024;

    /** @param level 0 (none) to 9 (smallest), as zlib counts them */
    Gzip(OutputStream out, int level) throws IOException {
        super(out, BUFFER_BYTES);
        def.setLevel(level);
    }
}
