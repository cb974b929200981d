package io.footbridge.http;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * The body of Treasure Data's answer, decoded, and read no longer and no further than it may be.
 *
 * <p>Of a success, a body that is too large is a failure; of anything else, its beginning says what is wrong.
 */
final class BoundedAnswer extends HttpEntityWrapper {

    private final HttpEntity entity;
    private final ExecRuntime connection;
    private final Countdown countdown;
    private final long limit;
    private final boolean success;
    private InputStream content;

    /**
     * @param countdown ends with the answer
     * @param limit in decoded bytes
     * @param success whether all of it matters
     */
    BoundedAnswer(HttpEntity entity, ExecRuntime connection, Countdown countdown, long limit, boolean success) {
        super(entity);
        this.entity = entity;
        this.connection = connection;
        this.countdown = countdown;
        this.limit = limit;
        this.success = success;
    }

    @Override
    public InputStream getContent() throws IOException {
        if (content == null) {
            content = new Content(new LimitedInputStream(decoded(), limit, this::tooLarge));
        }
        return content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        getContent().transferTo(out);
    }

    @Override
    public long getContentLength() {
        return isEncoded() ? -1 : super.getContentLength();
    }

    @Override
    public String getContentEncoding() {
        return null;
    }

    @Override
    public void close() throws IOException {
        countdown.stop();
        connection.discardEndpoint(); // Nothing if it was read to its end; else closing it would read the rest first.
        try {
            super.close();
        } catch (IOException e) {
            // All that was wanted of it has been read.
        }
    }

    private boolean isEncoded() {
        String encoding = entity.getContentEncoding();
        return "gzip".equalsIgnoreCase(encoding) || "x-gzip".equalsIgnoreCase(encoding);
    }

    private InputStream decoded() throws IOException {
        InputStream raw = entity.getContent();
        try {
            return isEncoded() ? new GZIPInputStream(raw) : raw;
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private void tooLarge() {
        connection.discardEndpoint();
        if (success) {
            throw new Failure(Reason.TD_UNEXPECTED_ANSWER, "Treasure Data answers with more than " + limit + " bytes");
        }
    }

    private Failure brokenOff(IOException cause) {
        return new Failure(
                Reason.TD_UNAVAILABLE,
                countdown.isOver()
                        ? "Treasure Data's answer was not complete within "
                                + countdown.limit().toSeconds() + " s"
                        : "Treasure Data's answer broke off",
                cause);
    }

    /** Stops the countdown at its end. */
    private final class Content extends FilterInputStream {

        private boolean ended;

        Content(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (ended) {
                return -1;
            }
            try {
                int read = in.read(buffer, offset, length);
                if (read < 0) {
                    ended = true;
                    countdown.stop();
                }
                return read;
            } catch (IOException e) {
                ended = true;
                throw brokenOff(e);
            } catch (Failure e) {
                ended = true;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            ended = true;
            BoundedAnswer.this.close();
        }
    }
}
