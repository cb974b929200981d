package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Timeout(60)
class StrictS3FaultsTest {

    private static final String BUCKET = "exports";
    private static final byte[] DIGITS = "0123456789".getBytes(UTF_8);

    private StrictS3 server;
    private S3Client client;
    private S3Client withoutRetries;

    @BeforeEach
    void start() throws IOException {
        server = StrictS3.start();
        server.createBucket(BUCKET);
        client = server.client();
        withoutRetries = server.clientBuilder()
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() {
        withoutRetries.close();
        server.close();
    }

    @Test
    void refusalLeavesNoEffectAndTheSdkTriesAgain() {
        server.onRequest(
                (operation, key, attempt) -> attempt == 1 ? Optional.of(S3Fault.slowDown()) : Optional.empty());

        client.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.fromBytes(DIGITS));

        assertThat(server.requests())
                .containsExactly(
                        new S3Request(S3Operation.PUT, BUCKET, "a", 503),
                        new S3Request(S3Operation.PUT, BUCKET, "a", 200));
        assertThat(server.count(S3Operation.PUT)).isEqualTo(2);
    }

    @Test
    void refusalsCarryTheirCode() {
        server.put(BUCKET, "a", DIGITS);

        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.accessDenied()));
        S3Exception denied =
                failure(() -> client.deleteObject(r -> r.bucket(BUCKET).key("a")));
        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.internalError()));
        S3Exception failed = failure(() -> withoutRetries.listObjects(r -> r.bucket(BUCKET)));

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(code(denied)).isEqualTo("AccessDenied");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(code(failed)).isEqualTo("InternalError");
        assertThat(server.keys(BUCKET, "")).containsExactly("a");
    }

    @Test
    void anotherAccessKeyIsRefused() {
        server.requireAccessKey(StrictS3.ACCESS_KEY);
        client.headBucket(r -> r.bucket(BUCKET));

        try (S3Client stranger = server.clientBuilder()
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("stranger", "x")))
                .build()) {
            S3Exception refused = failure(() -> stranger.listObjects(r -> r.bucket(BUCKET)));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(code(refused)).isEqualTo("InvalidAccessKeyId");
        }
    }

    @Test
    void delayedRequestIsServedLater() {
        server.put(BUCKET, "a", DIGITS);
        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.delay(Duration.ofMillis(200))));

        long start = System.nanoTime();
        client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void heldRequestsAreUnderWayTogetherAndActOnceReleased() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.hold(gate)));

        List<CompletableFuture<?>> puts = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            puts.add(CompletableFuture.runAsync(
                    () -> client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(DIGITS)),
                    command -> new Thread(command).start()));
        }
        Awaitility.await().until(() -> server.count(S3Operation.PUT) == 3);
        assertThat(server.keys(BUCKET, "")).isEmpty();
        gate.countDown();
        CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

        assertThat(server.keys(BUCKET, "")).containsExactly("a", "b", "c");
        assertThat(server.maxConcurrent(S3Operation.PUT)).isEqualTo(3);
    }

    @Test
    void requestsOneAfterTheOtherNeverCountAsConcurrent() {
        for (int i = 0; i < 200; i++) {
            String key = "k" + i;
            client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(DIGITS));
            client.getObjectAsBytes(r -> r.bucket(BUCKET).key(key));
        }

        assertThat(server.maxConcurrent(S3Operation.PUT)).isEqualTo(1);
        assertThat(server.maxConcurrent(S3Operation.GET)).isEqualTo(1);
    }

    @Test
    void lostAnswerBreaksTheConnectionAfterTheEffect() {
        server.put(BUCKET, "a", DIGITS);
        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.lostAnswer()));

        assertThatThrownBy(
                        () -> withoutRetries.deleteObject(r -> r.bucket(BUCKET).key("a")))
                .isInstanceOf(SdkClientException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(server.keys(BUCKET, "")).isEmpty();
        assertThat(server.requests())
                .containsExactly(new S3Request(S3Operation.DELETE, BUCKET, "a", S3Request.UNANSWERED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void cutBodyEndsAfterItsBytesAndNotQuietly(int bytes) throws IOException {
        server.put(BUCKET, "a", new byte[1_000_000]);
        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.cutBody(bytes)));

        try (ResponseInputStream<GetObjectResponse> body =
                withoutRetries.getObject(r -> r.bucket(BUCKET).key("a"))) {
            assertThat(body.response().contentLength()).isEqualTo(1_000_000);
            assertThat(body.readNBytes(new byte[bytes], 0, bytes)).isEqualTo(bytes);
            assertThatThrownBy(body::read).isInstanceOf(IOException.class);
        }
        assertThat(server.requests())
                .containsExactly(new S3Request(S3Operation.GET, BUCKET, "a", S3Request.UNANSWERED));
    }

    @Test
    void vanishedObjectIsGoneForGetAndAsSourceOfACopy() {
        server.put(BUCKET, "a", DIGITS);
        server.put(BUCKET, "b", DIGITS);
        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.vanished()));

        assertThatThrownBy(() -> client.getObject(r -> r.bucket(BUCKET).key("a")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThat(code(failure(() -> copy("b", "copy")))).isEqualTo("NoSuchKey");
        assertThat(server.keys(BUCKET, "")).isEmpty();
    }

    @Test
    void closingEndsWhatIsHeld() {
        CountDownLatch neverOpened = new CountDownLatch(1);
        server.onRequest((operation, key, attempt) -> Optional.of(S3Fault.hold(neverOpened)));
        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() ->
                catchThrowableOfType(RuntimeException.class, () -> withoutRetries.listObjects(r -> r.bucket(BUCKET))));
        Awaitility.await().until(() -> server.count(S3Operation.LIST) == 1);

        server.close();

        assertThat(outcome).succeedsWithin(Duration.ofSeconds(20)).isInstanceOf(SdkClientException.class);
    }

    private void copy(String from, String to) {
        client.copyObject(r ->
                r.sourceBucket(BUCKET).sourceKey(from).destinationBucket(BUCKET).destinationKey(to));
    }

    private static S3Exception failure(Runnable request) {
        return catchThrowableOfType(S3Exception.class, request::run);
    }

    private static String code(S3Exception exception) {
        return exception.awsErrorDetails().errorCode();
    }
}
