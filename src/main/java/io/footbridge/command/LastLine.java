package io.footbridge.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** A terminal whose last line is drawn over and over, with all that is written appearing above it. */
final class LastLine extends FilterOutputStream {

    private static final String CLEAR = "\r\033[K";

    /** Without these a line that is too long for the terminal would take two, and only one would be drawn over. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private boolean drawn;
    private boolean atLineStart = true;
    private boolean ended;

    LastLine(OutputStream terminal) {
        super(terminal);
    }

    /** Draws the line anew, unless another one is only half written. */
    synchronized void draw(String text) throws IOException {
        if (atLineStart && !ended) {
            print(CLEAR + NO_WRAP + text + WRAP);
            drawn = true;
        }
    }

    /** Takes the line away for good. */
    synchronized void end() {
        ended = true;
        try {
            clear();
        } catch (IOException e) {
            drawn = false; // Nobody sees it any more.
        }
    }

    private void clear() throws IOException {
        if (drawn) {
            print(CLEAR);
            drawn = false;
        }
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            clear();
            out.write(bytes, offset, length);
            atLineStart = bytes[offset + length - 1] == '\n';
        }
    }

    private void print(String text) throws IOException {
        out.write(text.getBytes(Charset.defaultCharset()));
        out.flush();
    }
}
