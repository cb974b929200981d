package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.treasuredata.com, https, api.treasuredata.com, 443",
        "https://api.treasuredata.com/, https, api.treasuredata.com, 443",
        "api.treasuredata.com, https, api.treasuredata.com, 443",
        "api.treasuredata.com:8443, https, api.treasuredata.com, 8443",
        "http://localhost, http, localhost, 80",
        "http://127.0.0.1:8080, http, 127.0.0.1, 8080",
        "http://[::1]:8080, http, [::1], 8080"
    })
    void addressMayLeaveOutSchemeAndPort(String address, String scheme, String host, int port) {
        assertThat(Server.of(address)).isEqualTo(new Server(scheme, host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "api.treasuredata.com, https://api-import.treasuredata.com",
        "https://api.eu01.treasuredata.com, https://api-import.eu01.treasuredata.com",
        "https://api.treasuredata.co.jp, https://api-import.treasuredata.co.jp",
        "https://api.ap02.treasuredata.com:8443, https://api-import.ap02.treasuredata.com:8443",
        "https://api-import.treasuredata.com, https://api-import.treasuredata.com",
        "https://api.example.com, https://api.example.com",
        "https://api.nottreasuredata.com, https://api.nottreasuredata.com",
        "http://localhost:8080, http://localhost:8080"
    })
    void importsGoToTheirOwnServerAtTreasureDataOnly(String api, String imports) {
        assertThat(Server.of(api).importServer()).hasToString(imports);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example:443, https://a.example",
        "http://a.example:80, http://a.example",
        "http://a.example:443, http://a.example:443"
    })
    void usualPortIsNotShown(String address, String shown) {
        assertThat(Server.of(address)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({"https://a.example, true", "a.example, true", "http://a.example, false"})
    void httpsIsSecure(String address, boolean secure) {
        assertThat(Server.of(address).isSecure()).isEqualTo(secure);
    }
}
