package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.model.TDJob;
import com.treasuredata.client.model.TDJobRequestBuilder;
import com.treasuredata.client.model.TDResultFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** A Treasure Data for a test, the Java client of it, and plain HTTP for what that client does not send. */
final class ApiFixture implements AutoCloseable {

    static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
    static final String DATABASE = "cameras";

    /** A query that ends only when it is killed. */
    static final String ENDLESS = "select count(*) from unnest(sequence(1, 10000)) a (x)"
            + " cross join unnest(sequence(1, 10000)) b (y) cross join unnest(sequence(1, 10000)) c (z)"
            + " where x * y % 7 = z % 5";

    private final Path folder;
    private final TDClient client;
    private final HttpClient http = HttpClient.newHttpClient();
    private TreasureData td;

    ApiFixture(Path folder) {
        this.folder = folder;
        this.td = TreasureData.start(folder, TreasureData.API_KEY);
        this.client = client(TreasureData.API_KEY);
    }

    TreasureData td() {
        return td;
    }

    /** Closes the server, and starts it again on its port and on what it kept. */
    TreasureData restart() {
        int port = td.endpoint().getPort();
        td.close();
        td = TreasureData.start(folder, TreasureData.API_KEY, port);
        return td;
    }

    TDClient client() {
        return client;
    }

    TDClient client(String key) {
        return TDClient.newBuilder(false)
                .setEndpoint(td.endpoint().getHost())
                .setPort(td.endpoint().getPort())
                .setUseSSL(false)
                .setApiKey(key)
                .setRetryInitialIntervalMillis(1)
                .setRetryMaxIntervalMillis(5)
                .build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(td.endpoint() + path))
                .timeout(LONG_ENOUGH)
                .header("Authorization", "TD1 " + TreasureData.API_KEY);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> getBytes(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder get = request(path);
        if (headers.length > 0) {
            get.headers(headers);
        }
        return http.send(get.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>();
        form.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, UTF_8)));
        return post(path, "application/x-www-form-urlencoded", String.join("&", pairs));
    }

    HttpResponse<String> post(String path, String contentType, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> put(String path, byte[] body) throws IOException, InterruptedException {
        return send(
                request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    /** Runs a query to its end, and tells its job's id. */
    String run(String sql) {
        String id = submit(sql);
        awaitEnd(id);
        return id;
    }

    void awaitEnd(String id) {
        await().atMost(LONG_ENOUGH).until(() -> client.jobStatus(id).getStatus().isFinished());
    }

    String submit(String sql) {
        return client.submit(query(sql).createTDJobRequest());
    }

    TDJobRequestBuilder query(String sql) {
        return new TDJobRequestBuilder()
                .setType(TDJob.Type.PRESTO)
                .setDatabase(DATABASE)
                .setQuery(sql);
    }

    String text(String id, TDResultFormat format) {
        return new String(result(id, format), UTF_8);
    }

    byte[] result(String id, TDResultFormat format) {
        Function<InputStream, byte[]> reader = in -> {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return client.jobResult(id, format, reader);
    }

    List<Map<String, Object>> rows(String table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        td.forEachRow(DATABASE, table, rows::add);
        return rows;
    }

    /** MessagePack values that follow one another, each as JSON. */
    static List<String> unpack(InputStream in) throws IOException {
        List<String> values = new ArrayList<>();
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(in)) {
            while (unpacker.hasNext()) {
                values.add(unpacker.unpackValue().toJson());
            }
        }
        return values;
    }

    @Override
    public void close() {
        client.close();
        td.close();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
