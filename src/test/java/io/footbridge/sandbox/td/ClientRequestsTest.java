package io.footbridge.sandbox.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.footbridge.sandbox.td.ClientRecording.Exchange;
import io.footbridge.sandbox.td.RawConnection.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** Sends what other people's clients send, and holds the answers against what they need. */
@Timeout(180)
class ClientRequestsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final byte GZIP_MAGIC = 0x1f;

    @TempDir
    Path folder;

    private final Map<String, String> known = new HashMap<>();
    private TreasureData td;
    private RawConnection connection;

    @BeforeEach
    void start() {
        td = TreasureData.start(folder, TreasureData.API_KEY);
        known.put("host", td.endpoint().getAuthority());
        known.put("key", TreasureData.API_KEY);
    }

    @AfterEach
    void stop() throws IOException {
        if (connection != null) {
            connection.close();
        }
        td.close();
    }

    static List<ClientRecording> recordings() {
        return ClientRecording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void answersWhatTheClientNeeds(ClientRecording recording) throws IOException {
        for (Exchange exchange : recording.exchanges()) {
            Response answer = answer(exchange, recording);

            assertThat(answer.status())
                    .as("%s %s: %s", recording, exchange.does(), answer.text())
                    .isEqualTo(exchange.status());
            assertFits(exchange, answer);
            if (exchange.remember() != null) {
                JsonNode body = JSON.readTree(answer.body());
                exchange.remember()
                        .forEach((name, field) ->
                                known.put(name, body.path(field).asText()));
            }
        }
    }

    private Response answer(Exchange exchange, ClientRecording recording) throws IOException {
        if (!exchange.until()) {
            return send(exchange, recording);
        }
        return await(exchange.does())
                .atMost(LONG_ENOUGH)
                .until(() -> send(exchange, recording), answer -> holds(answer, exchange.json()));
    }

    private Response send(Exchange exchange, ClientRecording recording) throws IOException {
        if (connection == null) {
            connection = RawConnection.to(td.endpoint());
        }
        connection.send(exchange.bytes(known));
        Response answer = connection.receive();
        if (recording.connection().equals("closed")) {
            connection.close();
            connection = null;
        }
        return answer;
    }

    private void assertFits(Exchange exchange, Response answer) throws IOException {
        if (exchange.json() != null) {
            JsonNode needed = JSON.readTree(ClientRecording.fill(exchange.json().toString(), known));
            assertThat(holds(answer, needed))
                    .as("%s: %s holds %s", exchange.does(), answer.text(), needed)
                    .isTrue();
        }
        if (exchange.text() != null) {
            assertThat(answer.text()).as(exchange.does()).isEqualTo(exchange.text());
        }
        if (exchange.records() != null) {
            assertThat(records(answer.body())).as(exchange.does()).isEqualTo(exchange.records());
        }
    }

    /* Objects may hold more than is needed, lists may not. */
    private static boolean holds(Response answer, JsonNode needed) {
        try {
            return holds(JSON.readTree(answer.body()), needed);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holds(JsonNode found, JsonNode needed) {
        if (needed.isObject()) {
            return needed.properties().stream()
                    .allMatch(field -> found.has(field.getKey()) && holds(found.get(field.getKey()), field.getValue()));
        }
        if (needed.isArray()) {
            boolean same = found.size() == needed.size();
            for (int position = 0; same && position < needed.size(); position++) {
                same = holds(found.get(position), needed.get(position));
            }
            return same;
        }
        return found.equals(needed);
    }

    private static ArrayNode records(byte[] body) throws IOException {
        ArrayNode records = JSON.createArrayNode();
        InputStream in = new ByteArrayInputStream(body);
        boolean packed = body.length > 0 && body[0] == GZIP_MAGIC;
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(packed ? new GZIPInputStream(in) : in)) {
            while (unpacker.hasNext()) {
                records.add(JSON.readTree(unpacker.unpackValue().toJson()));
            }
        }
        return records;
    }
}
