package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import io.footbridge.http.Proxies;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TdClientsTest {

    @TempDir
    private Path folder;

    private TreasureData td;
    private TreasureData other;
    private TDClient client;

    @BeforeEach
    void start() {
        td = TreasureData.start(folder.resolve("td"), TreasureData.API_KEY);
        other = TreasureData.start(folder.resolve("other"), TreasureData.API_KEY);
        client = TdClients.of(
                Server.of(td.endpoint().toString()),
                new ApiKey(TreasureData.API_KEY),
                Duration.ofSeconds(1),
                Proxies.none());
    }

    @AfterEach
    void stop() {
        client.close();
        td.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void theKeyIsNotTakenToWhereARedirectLeads(int status) {
        td.onRequest((method, path, number) ->
                Fault.status(status, Map.of("Location", other.endpoint() + "/v3/database/list")));

        assertThatThrownBy(client::listDatabaseNames).isInstanceOf(TDClientException.class);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void anAnswerThatComesByteByByteHasAnEnd() {
        td.onRequest(Faults.onFirst(1, "/v3/database/list", Fault.drip(200, Duration.ofMillis(300))));

        assertThatThrownBy(client::listDatabaseNames).isInstanceOf(TDClientException.class);
    }

    @Test
    void whatAnAnswerUnpacksToIsBounded() {
        td.onRequest(Faults.onFirst(1, "/v3/database/list", Fault.packed(200, 64L << 20)));

        assertThatThrownBy(client::listDatabaseNames).hasMessageContaining("with more than 4194304 bytes");
    }
}
