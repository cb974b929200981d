package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.http.Proxies;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The question whether Treasure Data knows the key")
class ServerHealthCheckTest {

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
        assertThat(healthCheck(TreasureData.API_KEY).askForKey().status()).isEqualTo(200);
    }

    @Test
    void theKeyIsNotKnown() throws IOException {
        assertThat(healthCheck("1/other").askForKey().status()).isEqualTo(401);
    }

    @Test
    void nobodyIsThereAndTheKeyIsNotTold() {
        ServerHealthCheck healthCheck = healthCheck("1/secret");
        td.close();
        assertThatThrownBy(healthCheck::askForKey)
                .isInstanceOf(ConnectException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    @Timeout(30)
    void theHeadOfAnAnswerThatComesByteByByteHasAnEnd() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripping = new Thread(() -> drip(server), "drip");
            dripping.setDaemon(true);
            dripping.start();
            ServerHealthCheck healthCheck = healthCheck(
                    Server.of("http://127.0.0.1:" + server.getLocalPort()), "1/secret", Duration.ofSeconds(1));

            assertThatThrownBy(healthCheck::askForKey)
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("no answer within 2 s");
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket client = server.accept()) {
            OutputStream out = client.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                out.write('x');
            }
        } catch (IOException e) {
            // The client has given up.
        }
    }

    private ServerHealthCheck healthCheck(String key) {
        return healthCheck(Server.of(td.endpoint().toString()), key, Duration.ofSeconds(5));
    }

    private static ServerHealthCheck healthCheck(Server server, String key, Duration timeout) {
        return new ServerHealthCheck(server, new ApiKey(key), Proxies.none(), timeout);
    }
}
