package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The question whether Treasure Data knows the key")
class KeyProbeTest {

    private TreasureData td;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        td = TreasureData.start(folder, TreasureData.API_KEY);
    }

    @AfterEach
    void stop() {
        td.close();
    }

    @Test
    void theKeyIsKnown() throws IOException {
        assertThat(probe(TreasureData.API_KEY).ask()).isEqualTo(200);
    }

    @Test
    void theKeyIsNotKnown() throws IOException {
        assertThat(probe("1/other").ask()).isEqualTo(401);
    }

    @Test
    void nobodyIsThereAndTheKeyIsNotTold() {
        KeyProbe probe = probe("1/secret");
        td.close();
        assertThatThrownBy(probe::ask).isInstanceOf(ConnectException.class).hasMessageNotContaining("secret");
    }

    private KeyProbe probe(String key) {
        return new KeyProbe(Server.of(td.endpoint().toString()), new ApiKey(key), Duration.ofSeconds(5), "test");
    }
}
