package io.footbridge.route;

import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Says of an import that got no answer, or not all of it, that Treasure Data does not answer: further up, an exception of
 * this kind could be that of any step.
 */
final class ImportOutages implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws HttpException {
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(new Answer(response.getEntity()));
            }
            return response;
        } catch (IOException e) {
            throw outage(e);
        }
    }

    private static Failure outage(IOException e) {
        return new Failure(
                Reason.TD_UNAVAILABLE,
                "Treasure Data does not answer: " + e.getClass().getSimpleName() + ": " + Escaped.messageOf(e),
                e);
    }

    private static final class Answer extends HttpEntityWrapper {

        Answer(HttpEntity answer) {
            super(answer);
        }

        @Override
        public InputStream getContent() throws IOException {
            InputStream content;
            try {
                content = super.getContent();
            } catch (IOException e) {
                throw outage(e);
            }
            return content == null ? null : new Content(content);
        }
    }

    private static final class Content extends FilterInputStream {

        Content(InputStream content) {
            super(content);
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException e) {
                throw outage(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw outage(e);
            }
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (IOException e) {
                throw outage(e);
            }
        }
    }
}
