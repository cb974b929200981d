package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.otlp.Collector;
import io.footbridge.sandbox.proxy.RecordingProxy;
import io.footbridge.sandbox.proxy.TlsFront;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar behind a proxy: hosts that only the proxy knows, over TLS as in the world outside. */
@Timeout(300)
class ProxiesIT {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final String API = "api.footbridge.test";
    private static final String IMPORTS = "import.footbridge.test";
    private static final String S3 = "s3.footbridge.test";
    private static final String TRACES = "traces.footbridge.test";

    @TempDir
    private Path folder;

    private Path store;
    private Bridge bridge;
    private Collector collector;
    private RecordingProxy proxy;
    private final List<TlsFront> fronts = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_RETRY_SECONDS", "0").set("TD_TIMEOUT_SECONDS", "10");
        collector = Collector.start();
        proxy = RecordingProxy.start();
        store = folder.resolve("store.p12");
        TlsFront.makeStore(store, API, IMPORTS, S3, TRACES);
        int td = bridge.td().endpoint().getPort();
        for (Map.Entry<String, Integer> host : Map.of(
                        API,
                        td,
                        IMPORTS,
                        td,
                        S3,
                        bridge.s3().endpoint().getPort(),
                        TRACES,
                        collector.endpoint().getPort())
                .entrySet()) {
            TlsFront front = TlsFront.start(store, host.getValue());
            fronts.add(front);
            proxy.place(host.getKey(), front.port());
        }
        bridge.export("one", LINE);
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        collector.close();
        proxy.close();
        for (TlsFront front : fronts) {
            front.close();
        }
    }

    @Test
    void everythingGoesThroughTheProxyAndTheKeyInsideTls() throws Exception {
        everythingIsFarAway().set("HTTPS_PROXY", "http://" + proxy.address());

        Jar.Ended ended = jar().run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.rows()).hasSize(1);
        assertThat(proxy.requests())
                .contains(tunnel(API), tunnel(IMPORTS), tunnel(S3), tunnel(TRACES))
                .allMatch(request -> request.startsWith("CONNECT "));
        assertThat(collector.spans()).isNotEmpty();
        assertNoKeySeen();
    }

    @Test
    void theJvmsPropertiesComeFirst() throws Exception {
        everythingIsFarAway().set("HTTPS_PROXY", "http://127.0.0.1:1").set("https_proxy", "http://127.0.0.1:1");
        String[] address = proxy.address().split(":", -1);

        Jar.Ended ended = jar("-Dhttps.proxyHost=" + address[0], "-Dhttps.proxyPort=" + address[1])
                .run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(proxy.requests()).contains(tunnel(API), tunnel(IMPORTS), tunnel(S3));
    }

    @Test
    void aProxyThatAsksForALoginGetsIt() throws Exception {
        proxy.require("Basic dXNlcjpQQVNTV09SRA==");
        everythingIsFarAway()
                .set("TRACING_ENDPOINT", "")
                .set("LOG_LEVEL", "DEBUG")
                .set("https_proxy", "http://user:PASSWORD@" + proxy.address());

        Jar.Ended ended = jar().run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.rows()).hasSize(1);
        assertThat(ended.out() + ended.err()).doesNotContain("PASSWORD", "dXNlcjpQQVNTV09SRA");
        assertNoKeySeen();
    }

    @Test
    void whatNoProxyNamesIsAskedDirectly() throws Exception {
        everythingIsFarAway().set("HTTPS_PROXY", "http://" + proxy.address()).set("NO_PROXY", "footbridge.test");

        Jar.Ended ended = jar().run("import");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void thisMachineIsAskedDirectly() throws Exception {
        String address = "http://" + proxy.address();
        bridge.set("HTTP_PROXY", address).set("HTTPS_PROXY", address);
        bridge.set("TRACING_ENDPOINT", collector.endpoint().toString());

        Jar.Ended ended = jar("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=1", "-Dhttp.nonProxyHosts=")
                .run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(proxy.requests()).isEmpty();
        assertThat(collector.spans()).isNotEmpty();
    }

    @Test
    void s3WithoutTlsGoesThroughTheOtherProxy() throws Exception {
        proxy.place(S3, bridge.s3().endpoint().getPort());
        bridge.set("S3_ENDPOINT", "http://" + S3).set("HTTP_PROXY", proxy.address());

        Jar.Ended ended = jar().run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.waiting()).isEmpty();
        assertThat(proxy.requests()).isNotEmpty().allMatch(request -> request.contains(" http://" + S3));
        assertNoKeySeen();
    }

    @Test
    void theKeyIsNotSentThroughAProxyThatCouldReadIt() throws Exception {
        proxy.place(API, bridge.td().endpoint().getPort());
        bridge.set("TD_API_SERVER", "http://" + API).set("HTTP_PROXY", "http://user:PASSWORD@" + proxy.address());

        for (String command : List.of("import", "check", "replay", "report", "run")) {
            Jar.Ended ended = jar().run(command);

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
            assertThat(ended.err())
                    .contains("could read the API key; use https, or name the server in NO_PROXY")
                    .doesNotContain("PASSWORD");
        }
        assertThat(proxy.seen()).isEmpty();
    }

    @Test
    void aMalformedProxyStopsTheStartAndIsNotShown() throws Exception {
        bridge.set("HTTPS_PROXY", "socks5://user:PASSWORD@127.0.0.1:1");

        Jar.Ended ended = jar().run("import");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("footbridge: HTTPS_PROXY is malformed")
                .doesNotContain("PASSWORD");
    }

    private Bridge everythingIsFarAway() {
        return bridge.set("TD_API_SERVER", "https://" + API)
                .set("TD_IMPORT_SERVER", "https://" + IMPORTS)
                .set("S3_ENDPOINT", "https://" + S3)
                .set("TRACING_ENDPOINT", "https://" + TRACES);
    }

    private void assertNoKeySeen() {
        assertThat(proxy.seen())
                .doesNotContain("TD1 ", TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1));
    }

    private Jar jar(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Djavax.net.ssl.trustStore=" + store);
        all.add("-Djavax.net.ssl.trustStorePassword=" + TlsFront.PASSWORD);
        return Jar.quick(bridge.environment(), folder, all.toArray(String[]::new));
    }

    private static String tunnel(String host) {
        return "CONNECT " + host + ":443 HTTP/1.1";
    }
}
