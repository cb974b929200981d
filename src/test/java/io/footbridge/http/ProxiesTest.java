package io.footbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Which requests go through which proxy")
class ProxiesTest {

    private final Map<String, String> environment = new HashMap<>();
    private final Properties jvm = new Properties();

    @Test
    void withoutAnyEverythingIsDirect() {
        assertThat(proxy("https://td.example")).isEqualTo("direct");
        assertThat(proxy("http://td.example")).isEqualTo("direct");
    }

    @Test
    void eachSchemeHasItsOwn() {
        environment.put("HTTPS_PROXY", "http://secure:1");
        environment.put("HTTP_PROXY", "plain:2");

        assertThat(proxy("https://td.example")).isEqualTo("secure:1");
        assertThat(proxy("http://td.example")).isEqualTo("plain:2");
    }

    @Test
    void theJvmComesFirstThenTheLowerCase() {
        environment.put("HTTPS_PROXY", "upper:1");
        assertThat(proxy("https://td.example")).isEqualTo("upper:1");
        environment.put("https_proxy", "lower:2");
        assertThat(proxy("https://td.example")).isEqualTo("lower:2");
        jvm.setProperty("https.proxyHost", "jvm");
        assertThat(proxy("https://td.example")).isEqualTo("jvm:443");
        jvm.setProperty("https.proxyPort", "3");
        assertThat(proxy("https://td.example")).isEqualTo("jvm:3");
    }

    @Test
    void anEmptyVariableIsAsGoodAsNone() {
        environment.put("https_proxy", "");
        environment.put("HTTPS_PROXY", "upper:1");

        assertThat(proxy("https://td.example")).isEqualTo("upper:1");
    }

    @ParameterizedTest(name = "{0} with NO_PROXY={1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    https://td.example           | td.example              | direct
                    https://td.example           | TD.Example              | direct
                    https://api.td.example       | td.example              | direct
                    https://api.td.example       | .td.example             | direct
                    https://api.td.example       | *.td.example            | direct
                    https://other-td.example     | td.example              | proxy:1
                    https://td.example           | a.example, td.example   | direct
                    https://td.example           | a.example td.example    | direct
                    https://td.example           | *                       | direct
                    https://td.example           | td.example:443          | direct
                    https://td.example:8443      | td.example:443          | proxy:1
                    https://td.example:8443      | td.example:8443         | direct
                    https://10.1.2.3             | 10.0.0.0/8              | direct
                    https://11.1.2.3             | 10.0.0.0/8              | proxy:1
                    https://10.1.2.3             | 10.1.2.3                | direct
                    https://10.1.2.3             | 10.1.2.0/33             | proxy:1
                    https://td.example           | 10.0.0.0/8              | proxy:1
                    https://[2001:db8::1]        | 2001:db8::/32           | direct
                    https://[2001:db8::1]        | 2001:db8::1             | direct
                    https://[2001:db8::1]:8443   | [2001:db8::1]:443       | proxy:1
                    https://localhost            | a.example               | direct
                    https://127.0.0.7:9000       | a.example               | direct
                    https://[::1]                | a.example               | direct
                    https://127.example          | a.example               | proxy:1
                    https://td.example           | :                       | proxy:1
                    https://td.example           | ,,                      | proxy:1
                    """)
    void whatIsNamedIsDirect(String address, String noProxy, String goes) {
        environment.put("HTTPS_PROXY", "proxy:1");
        environment.put("NO_PROXY", noProxy);

        assertThat(proxy(address)).isEqualTo(goes);
    }

    @ParameterizedTest(name = "{0} with http.nonProxyHosts={1}: {2}")
    @CsvSource({
        "https://td.example,td.example,direct",
        "https://api.td.example,td.example,proxy:1",
        "https://api.td.example,a|*.td.example,direct",
        "https://api.td.example,api.*,direct",
        "https://api.td.example,*,direct"
    })
    void theJvmsListHoldsToo(String address, String hosts, String goes) {
        environment.put("HTTPS_PROXY", "proxy:1");
        jvm.setProperty("http.nonProxyHosts", hosts);

        assertThat(proxy(address)).isEqualTo(goes);
    }

    @Test
    void aLoginIsReadAndNeverShown() {
        environment.put("HTTPS_PROXY", "http://us%40er:pa%3Ass+word@proxy:3128/");
        Proxy proxy = Proxies.of(environment, jvm)
                .to(URI.create("https://td.example"))
                .orElseThrow();

        assertThat(proxy.user()).contains("us@er");
        assertThat(proxy.password()).contains("pa:ss+word");
        assertThat(proxy.authorization()).contains("Basic dXNAZXI6cGE6c3Mrd29yZA==");
        assertThat(proxy).hasToString("proxy:3128");
        assertThat(proxy.address()).isEqualTo(URI.create("http://proxy:3128"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://user:SECRET@proxy:1",
                "https://user:SECRET@proxy:1",
                "http://user:SECRET@proxy:1/path",
                "http://user:SECRET^@proxy:1",
                "http://user:SECRET@"
            })
    void aMalformedOneIsNamedByItsVariableAndNotShown(String address) {
        environment.put("https_proxy", address);

        assertThatThrownBy(() -> Proxies.of(environment, jvm))
                .hasMessageStartingWith("https_proxy is malformed; expected http://host:port")
                .hasMessageNotContaining("SECRET")
                .satisfies(
                        thrown -> assertThat(String.valueOf(thrown.getCause())).doesNotContain("SECRET"));
    }

    @Test
    void aSecretIsNotToldThroughAProxyThatCouldReadIt() {
        environment.put("HTTP_PROXY", "http://user:SECRET@proxy:1");
        environment.put("HTTPS_PROXY", "proxy:2");
        Proxies proxies = Proxies.of(environment, jvm);

        assertThat(proxies.toldASecret(URI.create("https://td.example"))).isPresent();
        assertThat(proxies.toldASecret(URI.create("http://localhost:8080"))).isEmpty();
        assertThatThrownBy(() -> proxies.toldASecret(URI.create("http://td.example")))
                .hasMessage(
                        "http://td.example would be reached through the proxy proxy:1, which could read the API key;"
                                + " use https, or name the server in NO_PROXY");
    }

    private String proxy(String address) {
        return Proxies.of(environment, jvm)
                .to(URI.create(address))
                .map(Proxy::toString)
                .orElse("direct");
    }
}
