package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.MountedVolume;
import io.footbridge.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as Camel K starts it: every setting in a mounted file, the routes from a ConfigMap. */
class PlatformStartIT {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @TempDir
    private Path root;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Bridge bridge;
    private int port;
    private MountedVolume routes;
    private int starts;

    @BeforeEach
    void mount() throws Exception {
        bridge = Bridge.start(data);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Map<String, String> settings = bridge.environment();
        Path conf = Files.createDirectories(root.resolve("etc/camel/conf.d"));
        Files.writeString(conf.resolve("user.properties"), """
                s3.bucket=%s
                s3.endpoint=%s
                td.api-server=%s
                management.port=%d
                log.level=WARN
                left-out=confidence
                """.formatted(
                        settings.get("S3_BUCKET"), settings.get("S3_ENDPOINT"), settings.get("TD_API_SERVER"), port));
        new MountedVolume(conf.resolve("_configmaps/shop")).put(Map.of("td.database", settings.get("TD_DATABASE")));
        new MountedVolume(conf.resolve("_secrets/footbridge-credentials"))
                .put(Map.of(
                        "td.api-key",
                        settings.get("TD_API_KEY") + "\n",
                        "s3.properties",
                        "s3.access-key-id=%s%ns3.secret-access-key=%s%n"
                                .formatted(settings.get("S3_ACCESS_KEY_ID"), settings.get("S3_SECRET_ACCESS_KEY"))));
        routes = new MountedVolume(root.resolve("deployments/routes")).put(routesOfTheCheckout());
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void itImportsAndAChangedRouteTakesEffectAtTheNextStart() throws Exception {
        bridge.export("one", LINE);
        whileRunning(() -> {
            awaitNothingWaiting();
            assertThatTheProbesAnswer();
        });
        assertThat(bridge.rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("uid", "42").containsEntry("confidence", 0.95));

        Map<String, String> changed = routesOfTheCheckout();
        changed.computeIfPresent("file.camel.yaml", (name, route) -> withoutAColumn(route));
        routes.put(changed);
        bridge.export("two", LINE);
        whileRunning(this::awaitNothingWaiting);

        assertThat(bridge.rows()).hasSize(2);
        assertThat(bridge.rows().stream().filter(row -> !row.containsKey("confidence")))
                .singleElement()
                .satisfies(row -> assertThat(row.get("source_key").toString()).endsWith("two.tgz"));
    }

    private interface Body {
        void run() throws Exception;
    }

    /** Starts it as the image does, without a command, with what the operator puts into the environment alone. */
    private void whileRunning(Body body) throws Exception {
        Path out = data.resolve("out" + ++starts);
        Path err = data.resolve("err" + starts);
        Process process =
                Jar.quick(operatorsEnvironment(), root.resolve("deployments")).start(out, err);
        try {
            body.run();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(Files.readString(err), e);
        } finally {
            process.destroy();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("it stops when told to").isTrue();
        }
    }

    private void awaitNothingWaiting() {
        await().atMost(PATIENCE).until(() -> bridge.waiting().isEmpty());
    }

    /** Asked as the kubelet asks, once there is a server to ask. */
    private void assertThatTheProbesAnswer() throws Exception {
        if (Stream.of(Setting.values()).noneMatch(setting -> setting.key().equals("management.port"))) {
            return;
        }
        for (String probe : List.of("/observe/health/live", "/observe/health/ready")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + probe))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .as(probe)
                    .isEqualTo(200);
        }
    }

    /**
     * What the traits {@code container} and {@code environment} of Camel K 2.9 set.
     *
     * @see <a href="https://github.com/apache/camel-k/blob/v2.9.2/pkg/trait/environment.go">environment.go</a>
     * @see <a href="https://github.com/apache/camel-k/blob/v2.9.2/pkg/trait/container.go">container.go</a>
     */
    private Map<String, String> operatorsEnvironment() {
        Path camel = root.resolve("etc/camel");
        Map<String, String> environment = new HashMap<>();
        environment.put("CAMEL_K_CONF", camel.resolve("application.properties").toString());
        environment.put("CAMEL_K_CONF_D", camel.resolve("conf.d").toString());
        environment.put("CAMEL_K_DIGEST", "vMQ7fNrxPQm3vgN5c");
        environment.put("CAMEL_K_INTEGRATION", "footbridge");
        environment.put(
                "CAMEL_K_MOUNT_PATH_CONFIGMAPS",
                camel.resolve("conf.d/_configmaps").toString());
        environment.put(
                "CAMEL_K_MOUNT_PATH_SECRETS", camel.resolve("conf.d/_secrets").toString());
        environment.put("CAMEL_K_OPERATOR_ID", "camel-k");
        environment.put("CAMEL_K_RUNTIME_VERSION", "");
        environment.put("CAMEL_K_VERSION", "2.9.2");
        environment.put("NAMESPACE", "production");
        environment.put("POD_NAME", "footbridge-6f7c5d9c4b-2xk8p");
        return environment;
    }

    private static String withoutAColumn(String route) {
        String lastLine = "                        ref: line-to-row\n";
        assertThat(route).contains(lastLine);
        return route.replace(lastLine, lastLine + """
                                    - setBody:
                                        id: without-a-column
                                        expression:
                                          simple:
                                            expression: ${body.without('{{left-out}}')}
                """);
    }

    private static Map<String, String> routesOfTheCheckout() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), PlatformStartIT::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the checkout", e);
        }
    }
}
