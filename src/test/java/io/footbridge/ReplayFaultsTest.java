package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.S3Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay among objects that are in trouble, and many of them. */
class ReplayFaultsTest {

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aSidecarThatCannotBeWrittenAnewIsNamedWithWhatIsWrong() {
        String key = bridge.export("broken", "no gzip".getBytes(UTF_8));
        bridge.run("import");
        byte[] before = bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json");
        bridge.s3()
                .onRequest((operation, name, attempt) -> operation == S3Operation.PUT && name.endsWith(".error.json")
                        ? Optional.of(S3Fault.internalError())
                        : Optional.empty());

        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run("replay").status()).isEqualTo(1);
            assertThat(log.messages())
                    .anyMatch(message ->
                            message.contains(key) && message.contains("sidecar") && message.contains("corrupt-gzip"));
        }
        assertThat(bridge.s3().bytes(Bridge.BUCKET, "failed/" + key + ".error.json"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneSidecarThatCannotBeReadLeavesItsObjectAndTheOthersGoOn(boolean denied) {
        putFailed("a");
        String bad = putFailed("b");
        putFailed("c");
        if (denied) {
            bridge.s3()
                    .onRequest((operation, name, attempt) ->
                            operation == S3Operation.GET && name.equals("failed/" + bad + ".error.json")
                                    ? Optional.of(S3Fault.accessDenied())
                                    : Optional.empty());
        } else {
            bridge.s3().put(Bridge.BUCKET, "failed/" + bad + ".error.json", "{\"key\": \"".getBytes(UTF_8));
        }

        try (WarnLog log = new WarnLog()) {
            Bridge.Answer answer = bridge.run("replay");

            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.out()).contains("2 imported", "1 deferred");
            assertThat(log.messages()).anyMatch(message -> message.contains(bad) && message.contains("sidecar"));
        }
        assertThat(bridge.failed()).containsExactly("failed/" + bad, "failed/" + bad + ".error.json");
    }

    @Test
    void severalObjectsGoSideBySide() {
        putFailed("a");
        putFailed("b");
        putFailed("c");
        putFailed("d");
        CountDownLatch together = new CountDownLatch(4);
        bridge.td().onRequest((method, path, number) -> service -> {
            if (method.equals("PUT")) {
                together.countDown();
                assertThat(together.await(5, TimeUnit.SECONDS)).isTrue();
            }
            return service.serve();
        });
        bridge.set("IMPORT_PARALLEL_OBJECTS", "4").set("TD_TIMEOUT_SECONDS", "10");

        Bridge.Answer answer = bridge.run("replay");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.rows()).hasSize(4);
        assertThat(together.getCount()).isZero();
    }

    @Test
    void objectsAreReplayedBeforeAllOfThemAreListed() {
        int objects = 110;
        bridge.s3().limitPagesTo(Bridge.BUCKET, 100);
        for (int i = 0; i < objects; i++) {
            putFailed("o" + i);
        }

        Bridge.Answer answer = bridge.run("replay");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("110 imported");
        assertThat(bridge.failed()).isEmpty();
        List<S3Request> requests = bridge.s3().requests();
        int firstCopy = indexOf(requests, S3Operation.COPY, "imported/");
        int lastPage = 0;
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).operation() == S3Operation.LIST
                    && requests.get(i).key().equals("failed/")) {
                lastPage = i;
            }
        }
        assertThat(firstCopy).isLessThan(lastPage);
    }

    @Test
    void anOutageEndsTheReplayInsteadOfGoingThroughAllObjects() {
        for (int i = 0; i < 200; i++) {
            putFailed("o" + i);
        }
        bridge.set("TD_RETRY_SECONDS", "0");
        bridge.td()
                .onRequest((method, path, number) -> method.equals("PUT")
                        ? io.footbridge.sandbox.td.Fault.status(503)
                        : io.footbridge.sandbox.td.Fault.none());

        assertThat(bridge.run("replay").status()).isEqualTo(1);

        assertThat(bridge.s3().count(S3Operation.GET)).isLessThan(200);
        assertThat(bridge.failed()).hasSize(400);
    }

    private static int indexOf(List<S3Request> requests, S3Operation operation, String prefix) {
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).operation() == operation
                    && requests.get(i).key().startsWith(prefix)) {
                return i;
            }
        }
        throw new AssertionError("no " + operation + " of " + prefix);
    }

    /** An object as a dead letter leaves it, which is good by now. */
    private String putFailed(String name) {
        String key = Bridge.FOLDER + name + ".tgz";
        bridge.s3().put(Bridge.BUCKET, "failed/" + key, Archives.tgz(Map.of("data.tsv", line() + "\n")));
        String etag = bridge.s3().etag(Bridge.BUCKET, "failed/" + key).replace("\"", "");
        bridge.s3()
                .put(
                        Bridge.BUCKET,
                        "failed/" + key + ".error.json",
                        ("{\"bucket\":\"" + Bridge.BUCKET + "\",\"key\":\"" + key + "\",\"etag\":\"" + etag
                                        + "\",\"size\":1,\"reason\":\"td-invalid\",\"attempts\":1}")
                                .getBytes(UTF_8));
        return key;
    }

    private static String line() {
        return "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
