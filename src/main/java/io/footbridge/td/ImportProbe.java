package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Asks TD's import server whether it would take an import into a table, by an import of no rows: it makes nothing, and TD's
 * own agents ask in the same way whether a table is there.
 */
public final class ImportProbe {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server imports;
    private final ApiKey key;
    private final String database;
    private final String table;
    private final ProbeClients clients;

    /**
     * What the import server says.
     *
     * @param status of HTTP
     * @param retryAfter how long it asks to wait before the next question
     * @param isJson whether the answer is an object of JSON, as all of TD's are
     */
    public record Answer(int status, Optional<Duration> retryAfter, boolean isJson) {}

    /** @param timeout how long to wait for a connection, and for an answer */
    public ImportProbe(
            Server imports,
            ApiKey key,
            String database,
            String table,
            Duration timeout,
            String userAgent,
            TdHttp http) {
        this.imports = requireNonNull(imports, "imports is null");
        this.key = requireNonNull(key, "key is null");
        this.database = requireNonNull(database, "database is null");
        this.table = requireNonNull(table, "table is null");
        this.clients = new ProbeClients(timeout, userAgent, http);
    }

    /**
     * Asks once.
     *
     * @throws IOException if there is no answer
     */
    public Answer ask() throws IOException {
        HttpPut nothing = new HttpPut(imports + "/v3/table/import/" + database + "/" + table + "/msgpack.gz");
        nothing.setHeader(HttpHeaders.AUTHORIZATION, key.authorization());
        nothing.setEntity(new ByteArrayEntity(noRows(), ContentType.APPLICATION_OCTET_STREAM));
        try (CloseableHttpClient client = clients.make()) {
            return client.execute(nothing, answer -> {
                Header wait = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
                return new Answer(
                        answer.getCode(), RetryAfter.parse(wait == null ? null : wait.getValue()), isJson(answer));
            });
        }
    }

    private static boolean isJson(ClassicHttpResponse answer) throws IOException {
        if (answer.getEntity() == null) {
            return false;
        }
        try {
            JsonNode read = JSON.readTree(answer.getEntity().getContent().readAllBytes());
            return read != null && read.isObject();
        } catch (JsonProcessingException | Failure e) {
            return false; // Or it is larger than any of TD's.
        }
    }

    private static byte[] noRows() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new GZIPOutputStream(bytes).close();
        return bytes.toByteArray();
    }
}
