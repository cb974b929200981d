package io.footbridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.application.Application;
import io.footbridge.application.Daemon;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.Policy;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.S3Request;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.settings.Settings;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The policy that {@code check --iam-policy} prints, against all that Footbridge asks of the bucket. */
@Timeout(240)
class LeastPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "edge-token-0123456789";
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private int port;

    @Test
    void everyRequestIsAllowedAndNothingElseIs() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Bridge bridge = Bridge.start(folder)
                .set("DATASET_DOORS_S3_PREFIX", "doors/")
                .set("DATASET_DOORS_TD_TABLE", "doors")
                .set("EDGE_ENABLED", "true")
                .set("EDGE_TOKEN", TOKEN)
                .set("EDGE_BATCH_MAX_SECONDS", "1")
                .set("EDGE_PORT", Integer.toString(port))) {
            Policy policy = Policy.of(bridge.run("check", "--iam-policy").out());
            bridge.s3().onRequest((operation, key, attempt) -> refusal(bridge, policy, operation, key));

            useEverything(bridge);

            List<S3Request> requests = bridge.s3().requests();
            assertThat(requests).allMatch(policy::allows);
            for (Policy.Grant grant : policy.grants()) {
                Policy less = policy.without(grant);
                assertThat(requests).as("needs %s", grant).anyMatch(request -> !less.allows(request));
            }
        }
    }

    /** As AWS refuses: also to say that a key is missing, to those who may not list all of the bucket. */
    private static Optional<S3Fault> refusal(Bridge bridge, Policy policy, S3Operation operation, String key) {
        boolean reads = operation == S3Operation.GET || operation == S3Operation.HEAD;
        boolean isMissing = reads && !bridge.s3().keys(Bridge.BUCKET, key).contains(key);
        boolean isAllowed = operation == S3Operation.COPY // Its source is not known here.
                || policy.allows(new S3Request(operation, Bridge.BUCKET, key, 200));
        return isMissing || !isAllowed ? Optional.of(S3Fault.accessDenied()) : Optional.empty();
    }

    private void useEverything(Bridge bridge) throws Exception {
        bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(400)));
        bridge.export("refused", LINE);
        assertThat(bridge.run("import").status()).isEqualTo(2);
        bridge.td().onRequest(Faults.none());
        bridge.export("good", LINE);
        bridge.s3()
                .put(
                        Bridge.BUCKET,
                        "doors/LT_1/2019-08-15/texts/good.tgz",
                        Archives.tgz(Map.of("data.tsv", LINE + "\n")));
        bridge.export("mixed", LINE, "rubbish");
        bridge.export("broken", "no gzip".getBytes(UTF_8));
        assertThat(bridge.run("check").status()).isZero();
        assertThat(bridge.run("import").status()).isEqualTo(2);
        assertThat(bridge.run("replay").status()).isEqualTo(2);
        assertThat(bridge.run("report", "--date", "2019-08-15").status()).isZero();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "imported/")).hasSize(4);
        try (Application application = new Application(Settings.read(bridge.environment(), Path.of("")), Path.of(""));
                Daemon daemon = Daemon.start(application)) {
            assertThat(daemon.camel().isStarted()).isTrue();
            // One batch that is refused, one that has to wait, and one that goes through.
            bridge.td().onRequest(Faults.onFirstImports(1, Fault.status(422)));
            post(5);
            await().atMost(PATIENCE)
                    .until(() -> bridge.s3().keys(Bridge.BUCKET, "failed/edge").size() == 2);
            bridge.td().onRequest(Faults.onImport(Fault.status(503)));
            post(6);
            await().atMost(PATIENCE)
                    .until(() -> bridge.s3().requests().stream()
                            .anyMatch(request -> request.operation() == S3Operation.GET
                                    && request.key().startsWith("edge/batches/")));
            bridge.td().onRequest(Faults.none());
            post(7);
            await().atMost(PATIENCE)
                    .until(() -> bridge.td().hasTable(Bridge.DATABASE, "scorer_edge")
                            && bridge.td().rowCount(Bridge.DATABASE, "scorer_edge") == 2);
            post(7);
            await().atMost(PATIENCE)
                    .until(() -> bridge.s3().keys(Bridge.BUCKET, "edge/counts/").isEmpty()
                            && bridge.s3().keys(Bridge.BUCKET, "edge/batches/").isEmpty());
        }
    }

    private void post(long time) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/edge/counts"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{\"time\": " + time + ", \"num_pedestrian\": 4}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
}
