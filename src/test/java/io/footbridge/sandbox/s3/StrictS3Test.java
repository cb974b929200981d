package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(60)
class StrictS3Test {

    private static final String BUCKET = "exports";
    private static final byte[] DIGITS = "0123456789".getBytes(UTF_8);

    private StrictS3 server;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        server = StrictS3.start();
        server.createBucket(BUCKET);
        client = server.client();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    // Listing

    @Test
    void firstVersionPagesByLastKeyAndNamesNoNextMarker() {
        List<String> expected = nestedKeys(2_500);
        List<String> seen = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        ListObjectsResponse page;
        do {
            String marker = seen.isEmpty() ? null : seen.get(seen.size() - 1);
            page = client.listObjects(r -> r.bucket(BUCKET).prefix("in/").marker(marker));
            assertThat(page.nextMarker()).isNull();
            page.contents().forEach(object -> seen.add(object.key()));
            pages.add(page.contents().size());
        } while (page.isTruncated());

        assertThat(seen).isEqualTo(expected);
        assertThat(pages).containsExactly(1000, 1000, 500);
    }

    @Test
    void pageEndsWhereItIsTold() {
        List<String> expected = nestedKeys(5);
        server.breakPagesAt(BUCKET, expected.get(3));

        ListObjectsResponse first = client.listObjects(r -> r.bucket(BUCKET).prefix("in/"));
        ListObjectsResponse second =
                client.listObjects(r -> r.bucket(BUCKET).prefix("in/").marker(expected.get(2)));

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.contents()).extracting(S3Object::key).isEqualTo(expected.subList(0, 3));
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.contents()).extracting(S3Object::key).isEqualTo(expected.subList(3, 5));
    }

    @Test
    void secondVersionPagesByToken() {
        List<String> expected = nestedKeys(2_500);

        assertThat(client.listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix("in/")).contents().stream()
                        .map(S3Object::key))
                .isEqualTo(expected);
        assertThat(server.count(S3Operation.LIST)).isEqualTo(3);
    }

    @Test
    void delimiterRollsKeysUpAndBringsNextMarker() {
        nestedKeys(2_500);
        server.put(BUCKET, "in/zz", DIGITS);

        ListObjectsResponse first = client.listObjects(
                r -> r.bucket(BUCKET).prefix("in/").delimiter("/").maxKeys(7));
        ListObjectsResponse second = client.listObjects(
                r -> r.bucket(BUCKET).prefix("in/").delimiter("/").marker(first.nextMarker()));

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.nextMarker()).isEqualTo("in/folder-6/");
        assertThat(first.commonPrefixes()).hasSize(7);
        assertThat(second.commonPrefixes().stream().map(CommonPrefix::prefix))
                .containsExactly("in/folder-7/", "in/folder-8/", "in/folder-9/");
        assertThat(second.contents().stream().map(S3Object::key)).containsExactly("in/zz");
        assertThat(second.nextMarker()).isNull();
    }

    @Test
    void keysComeInOrderOfTheirUtf8Bytes() {
        List<String> sorted = List.of("B", "a", "a/b", "ä", "\uff5e", "\ud83d\ude00");
        sorted.forEach(key -> server.put(BUCKET, key, DIGITS));

        assertThat(client.listObjects(r -> r.bucket(BUCKET)).contents().stream().map(S3Object::key))
                .isEqualTo(sorted);
        assertThat(server.keys(BUCKET, "")).isEqualTo(sorted);
    }

    @Test
    void moreThanThousandKeysAreNeverReturnedAndNoneAreOnRequest() {
        nestedKeys(1_001);

        ListObjectsV2Response many = client.listObjectsV2(r -> r.bucket(BUCKET).maxKeys(5_000));
        ListObjectsResponse none = client.listObjects(r -> r.bucket(BUCKET).maxKeys(0));

        assertThat(many.keyCount()).isEqualTo(1000);
        assertThat(many.maxKeys()).isEqualTo(1000);
        assertThat(many.isTruncated()).isTrue();
        assertThat(none.contents()).isEmpty();
        assertThat(none.isTruncated()).isFalse();
    }

    @Test
    void listingTellsWhatHeadTells() {
        server.put(BUCKET, "a", DIGITS);

        S3Object listed = client.listObjects(r -> r.bucket(BUCKET)).contents().get(0);
        HeadObjectResponse head = client.headObject(r -> r.bucket(BUCKET).key("a"));

        assertThat(listed.eTag()).isEqualTo(head.eTag()).isEqualTo(server.etag(BUCKET, "a"));
        assertThat(listed.eTag()).isEqualTo("\"781e5e245d69b566979b86e28d23f2c7\"");
        assertThat(listed.size()).isEqualTo(head.contentLength()).isEqualTo(10);
        assertThat(listed.lastModified()).isEqualTo(head.lastModified());
    }

    @Test
    void pageOfHundredThousandKeysCostsOnlyThePage() {
        IntStream.range(0, 100_000).forEach(i -> server.put(BUCKET, "in/%06d".formatted(i), DIGITS));
        client.listObjects(r -> r.bucket(BUCKET));

        long start = System.nanoTime();
        ListObjectsResponse page =
                client.listObjects(r -> r.bucket(BUCKET).prefix("in/").marker("in/098998"));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(page.contents()).hasSize(1000);
        assertThat(page.contents().get(0).key()).isEqualTo("in/098999");
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }

    // Keys

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.tgz",
                "with space.tgz",
                "a+b.tgz",
                "100%.tgz",
                "%2F.tgz",
                "a&b=c?d#e.tgz",
                "deep//double/./dot/../dots.tgz",
                "folder/",
                "ünï/日本/\ud83d\ude00.tgz",
                "<quoted> \"it's\";,:@$!*()~.tgz"
            })
    void anyKeyComesBackAsItWas(String key) {
        String copy = "copies/" + key;

        client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(DIGITS));
        client.copyObject(r ->
                r.sourceBucket(BUCKET).sourceKey(key).destinationBucket(BUCKET).destinationKey(copy));

        assertThat(server.keys(BUCKET, "")).containsExactlyInAnyOrder(key, copy);
        assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray())
                .isEqualTo(DIGITS);
        assertThat(client.listObjects(r -> r.bucket(BUCKET).prefix(key)).contents())
                .singleElement()
                .extracting(S3Object::key)
                .isEqualTo(key);
        assertThat(client.listObjects(r -> r.bucket(BUCKET).prefix(key).encodingType(EncodingType.URL))
                        .contents())
                .singleElement()
                .extracting(S3Object::key)
                .isEqualTo(key);

        client.deleteObject(r -> r.bucket(BUCKET).key(key));
        assertThat(server.keys(BUCKET, "")).containsExactly(copy);
        assertThat(server.requests()).allMatch(request -> request.status() < 300);
    }

    @Test
    void keyOfMoreThan1024BytesIsRefused() {
        S3Exception refused = failure(() ->
                client.putObject(r -> r.bucket(BUCKET).key("ä".repeat(513)), RequestBody.fromBytes(DIGITS)));

        assertThat(code(refused)).isEqualTo("KeyTooLongError");
    }

    // Objects

    @Test
    void missingObjectsAndBucketsHaveTheirOwnErrors() {
        assertThatThrownBy(() -> client.getObject(r -> r.bucket(BUCKET).key("gone")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> client.headObject(r -> r.bucket(BUCKET).key("gone")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> client.listObjects(r -> r.bucket("nowhere")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> client.headBucket(r -> r.bucket("nowhere")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    }

    @Test
    void bucketThatWasMadeIsThere() {
        client.createBucket(r -> r.bucket("made"));

        client.headBucket(r -> r.bucket("made"));
        assertThat(client.listObjects(r -> r.bucket("made")).contents()).isEmpty();
    }

    @Test
    void contentTypeAndMetadataComeBackOnlyIfTheyWereGiven() {
        server.put(BUCKET, "bare", DIGITS);
        client.putObject(
                r -> r.bucket(BUCKET)
                        .key("described")
                        .contentType("application/gzip")
                        .contentEncoding("gzip")
                        .metadata(Map.of("camera", "7")),
                RequestBody.fromBytes(DIGITS));
        client.copyObject(r -> r.sourceBucket(BUCKET)
                .sourceKey("described")
                .destinationBucket(BUCKET)
                .destinationKey("copy"));

        HeadObjectResponse bare = client.headObject(r -> r.bucket(BUCKET).key("bare"));
        HeadObjectResponse copy = client.headObject(r -> r.bucket(BUCKET).key("copy"));

        assertThat(bare.contentType()).isNull();
        assertThat(bare.contentEncoding()).isNull();
        assertThat(copy.contentType()).isEqualTo("application/gzip");
        assertThat(copy.contentEncoding()).isEqualTo("gzip");
        assertThat(copy.metadata()).containsExactly(Map.entry("camera", "7"));
    }

    @Test
    void rangesAreInclusiveAndEndWithTheObject() {
        server.put(BUCKET, "digits", DIGITS);

        assertThat(range("bytes=3-5").asUtf8String()).isEqualTo("345");
        assertThat(range("bytes=7-").asUtf8String()).isEqualTo("789");
        assertThat(range("bytes=8-100").response().contentRange()).isEqualTo("bytes 8-9/10");
        assertThat(code(failure(() -> range("bytes=10-")))).isEqualTo("InvalidRange");
    }

    @Test
    void generatedObjectIsNeverHeldInMemory() throws IOException {
        long size = 6L * 1024 * 1024 * 1024;
        server.putGenerated(BUCKET, "big", size, () -> new Zeros());

        assertThat(client.headObject(r -> r.bucket(BUCKET).key("big")).contentLength())
                .isEqualTo(size);
        try (ResponseInputStream<GetObjectResponse> body =
                client.getObject(r -> r.bucket(BUCKET).key("big"))) {
            assertThat(body.readNBytes(1024)).containsOnly(0);
            body.abort();
        }
        assertThat(code(failure(() -> copy("big", "copy")))).isEqualTo("InvalidRequest");
    }

    // Conditions

    @Test
    void staleEtagStopsGetCopyAndDelete() {
        server.put(BUCKET, "a", DIGITS);
        String stale = server.etag(BUCKET, "a");
        server.put(BUCKET, "a", "new".getBytes(UTF_8));

        assertPreconditionFailed(
                () -> client.getObject(r -> r.bucket(BUCKET).key("a").ifMatch(stale)));
        assertPreconditionFailed(() -> client.copyObject(r -> r.sourceBucket(BUCKET)
                .sourceKey("a")
                .destinationBucket(BUCKET)
                .destinationKey("b")
                .copySourceIfMatch(stale)));
        assertPreconditionFailed(
                () -> client.deleteObject(r -> r.bucket(BUCKET).key("a").ifMatch(stale)));
        assertThat(server.keys(BUCKET, "")).containsExactly("a");
    }

    @Test
    void currentEtagLetsGetCopyAndDeletePassQuotedOrNot() {
        server.put(BUCKET, "a", DIGITS);
        String current = server.etag(BUCKET, "a");
        String bare = current.replace("\"", "");

        assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").ifMatch(bare))
                        .asByteArray())
                .isEqualTo(DIGITS);
        client.copyObject(r -> r.sourceBucket(BUCKET)
                .sourceKey("a")
                .destinationBucket(BUCKET)
                .destinationKey("b")
                .copySourceIfMatch(current));
        client.deleteObject(r -> r.bucket(BUCKET).key("a").ifMatch(current));

        assertThat(server.keys(BUCKET, "")).containsExactly("b");
        assertThat(server.etag(BUCKET, "b")).isEqualTo(current);
    }

    @Test
    void deletingAMissingKeyFailsOnlyUnderACondition() {
        client.deleteObject(r -> r.bucket(BUCKET).key("gone"));

        assertThatThrownBy(() ->
                        client.deleteObject(r -> r.bucket(BUCKET).key("gone").ifMatch("*")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    }

    @Test
    void putOnlyIfAbsentKeepsTheFirst() {
        client.putObject(r -> r.bucket(BUCKET).key("a").ifNoneMatch("*"), RequestBody.fromString("first"));

        assertPreconditionFailed(() ->
                client.putObject(r -> r.bucket(BUCKET).key("a").ifNoneMatch("*"), RequestBody.fromString("second")));
        assertThat(server.bytes(BUCKET, "a")).asString(UTF_8).isEqualTo("first");
    }

    // Checksums

    @Test
    void checksumThatTheSdkSendsIsCheckedAndComesBackOnRequest() {
        byte[] content = "x".repeat(300_000).getBytes(UTF_8);

        String sent = client.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.fromBytes(content))
                .checksumCRC32();

        assertThat(sent).isNotNull();
        assertThat(server.bytes(BUCKET, "a")).isEqualTo(content);
        assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").checksumMode(ChecksumMode.ENABLED))
                        .response()
                        .checksumCRC32())
                .isEqualTo(sent);
        assertThat(client.headObject(r -> r.bucket(BUCKET).key("a")).checksumCRC32())
                .isNull();
    }

    @Test
    void wrongChecksumIsRefused() {
        S3Exception refused = failure(() -> client.putObject(
                r -> r.bucket(BUCKET).key("a").checksumCRC32("AAAAAA=="), RequestBody.fromBytes(DIGITS)));

        assertThat(code(refused)).isEqualTo("BadDigest");
        assertThat(server.keys(BUCKET, "")).isEmpty();
    }

    @Test
    void bodyOfManyChunksIsStoredWhole() {
        byte[] content = "y".repeat(1_000_000).getBytes(UTF_8);

        client.putObject(
                r -> r.bucket(BUCKET).key("a"),
                RequestBody.fromInputStream(new ByteArrayInputStream(content), content.length));

        assertThat(server.bytes(BUCKET, "a")).isEqualTo(content);
    }

    // Without the SDK

    @Test
    void whatIsNotServedSaysSo() throws Exception {
        HttpClient plain = HttpClient.newHttpClient();
        URI uploads = URI.create(server.endpoint() + "/" + BUCKET + "?uploads");
        URI malformed = URI.create(server.endpoint() + "/" + BUCKET + "?max-keys=ten");

        assertThat(plain.send(HttpRequest.newBuilder(uploads).build(), BodyHandlers.ofString()))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(501))
                .satisfies(answer -> assertThat(answer.body()).contains("<Code>NotImplemented</Code>"));
        assertThat(plain.send(HttpRequest.newBuilder(malformed).build(), BodyHandlers.ofString()))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).contains("<Code>InvalidArgument</Code>"));
    }

    /** Stores this many objects, spread over ten folders, and returns their keys as S3 sorts them. */
    private List<String> nestedKeys(int count) {
        List<String> keys = IntStream.range(0, count)
                .mapToObj(i -> "in/folder-%d/texts/%05d.tgz".formatted(i % 10, i))
                .sorted()
                .toList();
        keys.forEach(key -> server.put(BUCKET, key, DIGITS));
        return keys;
    }

    private ResponseBytes<GetObjectResponse> range(String range) {
        return client.getObjectAsBytes(r -> r.bucket(BUCKET).key("digits").range(range));
    }

    private void copy(String from, String to) {
        client.copyObject(r ->
                r.sourceBucket(BUCKET).sourceKey(from).destinationBucket(BUCKET).destinationKey(to));
    }

    private static void assertPreconditionFailed(Runnable request) {
        S3Exception failure = failure(request);
        assertThat(failure.statusCode()).isEqualTo(412);
        assertThat(code(failure)).isEqualTo("PreconditionFailed");
    }

    private static S3Exception failure(Runnable request) {
        return catchThrowableOfType(S3Exception.class, request::run);
    }

    private static String code(S3Exception exception) {
        return exception.awsErrorDetails().errorCode();
    }

    /** Endless zeros. */
    private static final class Zeros extends InputStream {

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) 0);
            return length;
        }
    }
}
