package io.footbridge.row;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of bytes into records of CSV: lines, but for the line ends within quotes. As RFC 4180 has it, a quote is one
 * only at the beginning of a field, or behind another within quotes.
 */
final class RecordReader extends LineReader {

    private boolean quoted;
    private boolean opens;

    RecordReader(InputStream in, Entry entry, int maxLineBytes, long size, long before) {
        super(in, entry, maxLineBytes, size, before);
    }

    @Override
    int lineFeed(byte[] buffer, int from, int limit, boolean begins) {
        if (begins) {
            quoted = false;
            opens = true;
            lineFeedsInside = 0;
        }
        for (int i = from; i < limit; i++) {
            byte b = buffer[i];
            if (quoted) {
                if (b == '"') {
                    quoted = false;
                    opens = true; // If another follows, the two stand for one.
                } else if (b == '\n') {
                    lineFeedsInside++;
                }
            } else if (b == '\n') {
                return i;
            } else if (b == '"' && opens) {
                quoted = true;
            } else {
                opens = b == ',';
            }
        }
        return -1;
    }

    /** A record may be longer than each of its lines, so that every one is looked at. */
    @Override
    public boolean hasLongLine() throws IOException {
        while (next() != null) {}
        return false;
    }
}
