package io.footbridge.export;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.SourceObject;
import io.footbridge.row.ExportFormat;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of an object that is one file, gzipped or as it is.
 *
 * <p>A gzip brings its own checksum. Of a file without one, the lines are handed out to the last only when the store's checksum
 * or another read confirms the bytes.
 */
final class SingleFile extends ObjectLines {

    private static final String GZIP = ".gz";

    private final boolean gzipped;
    private InputStream content;

    SingleFile(SourceObject source, CheckedBody body, ExportFormat format, ArchiveLimits limits) {
        super(source, body, format, limits);
        this.gzipped = KeyLayout.hasSuffix(source.key(), GZIP);
    }

    @Override
    void open() {
        String name = source.key().substring(source.key().lastIndexOf('/') + 1);
        enter(gzipped ? name.substring(0, name.length() - GZIP.length()) : name);
        if (!gzipped && source.size() > limits.maxBytes()) {
            throw new Failure(
                    Reason.ARCHIVE_TOO_LARGE, "it has more than " + limits.maxBytes() + " bytes (archive.max-bytes)");
        }
    }

    @Override
    boolean nextEntry() throws IOException {
        if (content != null) {
            return false;
        }
        content = gzipped ? unpack() : body;
        begin(content, gzipped ? Long.MAX_VALUE - 1 : source.size());
        return true;
    }

    @Override
    void finish() {
        // What is read again is read to be held against the blocks that are sent, and so is the second read.
        if (gzipped || isReread()) {
            body.confirmWhole();
        } else {
            body.confirm();
        }
    }
}
