package io.footbridge.td;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.http.Proxies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks one of Treasure Data's servers, once, whether it is there for us.
 *
 * <p>With the HTTP client of the imports, which every start needs: TD's own takes a third of a second to load.
 */
public final class ServerHealthCheck {

    /** Any of TD's answers to an import has a few hundred bytes. */
    private static final long ANSWER_BYTES = 64 * 1024;

    private final Server server;
    private final TdHttp http;
    private final Timeout timeout;

    /**
     * What a server says.
     *
     * @param retryAfter how long it asks to wait before the next question
     * @param isJson whether the answer is an object of JSON, as all of TD's are; not looked at for the key
     */
    public record Answer(int status, Optional<Duration> retryAfter, boolean isJson) {}

    /** @param timeout how long to wait for a connection, and for an answer */
    public ServerHealthCheck(Server server, ApiKey key, Proxies proxies, Duration timeout) {
        this.server = server;
        this.http = new TdHttp(server, key, proxies, timeout);
        this.timeout = Timeout.of(timeout);
    }

    /**
     * Whether the API server knows the key, by the list of databases, which is not read.
     *
     * @throws IOException if there is no answer
     * @see <a href="https://api-docs.treasuredata.com/">TD's API: GET /v3/database/list</a>
     */
    public Answer askForKey() throws IOException {
        return ask(new HttpGet(server + "/v3/database/list"), 0);
    }

    /**
     * Whether the import server would take an import into a table, by an import of no rows: it makes nothing, and TD's own
     * agents ask in the same way whether a table is there.
     *
     * @throws IOException if there is no answer
     */
    public Answer askForImport(String database, String table) throws IOException {
        HttpPut nothing = new HttpPut(server + "/v3/table/import/" + database + "/" + table + "/msgpack.gz");
        ByteArrayOutputStream noRows = new ByteArrayOutputStream();
        new GZIPOutputStream(noRows).close();
        nothing.setEntity(new ByteArrayEntity(noRows.toByteArray(), ContentType.APPLICATION_OCTET_STREAM));
        return ask(nothing, ANSWER_BYTES);
    }

    /** @throws Failure if the API server does not answer, or does not know the key */
    public void requireKey() {
        int status;
        try {
            status = askForKey().status();
        } catch (IOException e) {
            throw new Failure(Reason.TD_UNAVAILABLE, "Treasure Data does not answer", e);
        }
        switch (status) {
            case 200, 403 -> {
                // A key may well be good for importing and no more.
            }
            case 401 ->
                throw new Failure(
                        Reason.TD_UNAUTHORIZED, "Treasure Data does not accept the key; check td.api-key (TD_API_KEY)");
            case 429 -> throw new Failure(Reason.TD_THROTTLED, "Treasure Data answers 429");
            default -> throw new Failure(Reason.TD_UNAVAILABLE, "Treasure Data answers " + status);
        }
    }

    private Answer ask(HttpUriRequestBase question, long answerBytes) throws IOException {
        HttpClientBuilder client = HttpClients.custom()
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build());
        http.configure(client, answerBytes);
        try (CloseableHttpClient asking = client.build()) {
            return asking.execute(
                    question,
                    answer -> new Answer(
                            answer.getCode(),
                            ImportAttempts.retryAfter(answer),
                            Quoted.tree(ImportAttempts.content(answer)).isObject()));
        } catch (Failure e) {
            throw new IOException(e.getMessage(), e); // It begins to answer, and not as Treasure Data does.
        }
    }
}
