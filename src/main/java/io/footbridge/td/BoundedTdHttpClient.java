package io.footbridge.td;

import com.treasuredata.client.TDApiRequest;
import com.treasuredata.client.TDClientConfig;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDHttpClient;
import com.treasuredata.client.TDHttpRequestHandler;
import io.footbridge.http.LimitedInputStream;
import io.footbridge.http.Proxy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * The HTTP client of TD's own client, with what that does not offer: an end to every request as a whole, a bound on every
 * answer, also on what a compressed one unpacks to, a key that goes to its own server only, and refusals that quote neither
 * key nor rows.
 */
final class BoundedTdHttpClient extends TDHttpClient {

    private static final String RESULT_PATH = "/v3/job/result/";
    private static final long ANSWER_BYTES = 4L * 1024 * 1024;
    private static final long ERROR_BYTES = 64L * 1024;

    /** As rows, a result takes some twenty times its size. */
    private static final int HEAP_PER_RESULT = 32;

    private static final long LEAST_RESULT_BYTES = 1024 * 1024;

    /** How fast a result comes at the least. */
    private static final long RESULT_BYTES_PER_SECOND = 256 * 1024;

    private final HttpUrl server;
    private final long resultBytes;
    private final OkHttpClient calls;
    private final OkHttpClient results;

    /** @param timeout how long to wait for a connection, and for an answer */
    BoundedTdHttpClient(TDClientConfig config, Server server, Optional<Proxy> proxy, Duration timeout) {
        super(config);
        this.server = HttpUrl.get(server.toString());
        this.resultBytes = Math.max(LEAST_RESULT_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PER_RESULT);
        Duration whole = TdHttp.wholeRequest(timeout);
        this.calls = new OkHttpClient.Builder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(whole)
                .followRedirects(false)
                .proxy(proxy.map(known -> new java.net.Proxy(java.net.Proxy.Type.HTTP, known.socket()))
                        .orElse(java.net.Proxy.NO_PROXY))
                .proxyAuthenticator(proxy.flatMap(Proxy::authorization)
                        .map(BoundedTdHttpClient::login)
                        .orElse(Authenticator.NONE))
                .build();
        this.results = calls.newBuilder()
                .callTimeout(whole.plusSeconds(resultBytes / RESULT_BYTES_PER_SECOND))
                .build();
    }

    @Override
    public <R> R submitRequest(TDApiRequest request, Optional<String> key, TDHttpRequestHandler<R> handler) {
        return super.submitRequest(request, key, new Bounded<>(handler));
    }

    @Override
    public void close() {
        super.close();
        calls.dispatcher().executorService().shutdown();
        calls.connectionPool().evictAll();
    }

    private Response send(Request request) throws IOException {
        HttpUrl url = request.url();
        if (!url.host().equals(server.host()) || url.port() != server.port() || url.isHttps() != server.isHttps()) {
            throw new IOException("Treasure Data sends its clients to another server, which is not told the key");
        }
        boolean isResult = url.encodedPath().startsWith(RESULT_PATH);
        Call call = (isResult ? results : calls).newCall(request);
        try (Response response = call.execute()) {
            byte[] body = response.isSuccessful()
                    ? whole(call, response, isResult ? resultBytes : ANSWER_BYTES)
                    : Quoted.hidden(new LimitedInputStream(response.body().byteStream(), ERROR_BYTES, call::cancel)
                            .readAllBytes());
            return response.newBuilder()
                    .body(ResponseBody.create(body, response.body().contentType()))
                    .build();
        }
    }

    private static byte[] whole(Call call, Response response, long limit) throws IOException {
        String path = call.request().url().encodedPath();
        Runnable excess = () -> {
            call.cancel(); // Closing it would read on for a while.
            throw new OversizedAnswer(
                    path, limit, path.startsWith(RESULT_PATH) ? "; give Footbridge a larger heap" : "");
        };
        return new LimitedInputStream(response.body().byteStream(), limit, excess).readAllBytes();
    }

    private static Authenticator login(String authorization) {
        return (route, response) -> response.request().header("Proxy-Authorization") != null
                ? null // It was refused.
                : response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", authorization)
                        .build();
    }

    /** What is done with an answer, with another way to get it. */
    private final class Bounded<R> implements TDHttpRequestHandler<R> {

        private final TDHttpRequestHandler<R> handler;

        Bounded(TDHttpRequestHandler<R> handler) {
            this.handler = handler;
        }

        @Override
        public Request prepareRequest(Request request) {
            return handler.prepareRequest(request);
        }

        @Override
        public boolean isSuccess(ResponseContext context) {
            return handler.isSuccess(context);
        }

        @Override
        public Response send(OkHttpClient unbounded, Request request) throws IOException {
            return BoundedTdHttpClient.this.send(request);
        }

        @Override
        public R onSuccess(Response response) throws Exception {
            return handler.onSuccess(response);
        }

        @Override
        public TDClientException resolveHttpResponseError(ResponseContext context) {
            return handler.resolveHttpResponseError(context);
        }

        @Override
        public TDClientException resolveError(Throwable thrown) {
            return handler.resolveError(thrown);
        }

        @Override
        public byte[] onError(Response response) throws IOException {
            return handler.onError(response);
        }
    }
}
