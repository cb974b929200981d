package io.footbridge.sandbox.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ServerTest {

    private static final String BUCKET = "exports";
    private static final String OTHER_ETAG = "\"00000000000000000000000000000000\"";

    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client client;

    @BeforeAll
    static void start() {
        server = S3Server.start(folder);
        server.createBucket(BUCKET);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void keepsWhatIsPut() {
        put("kept/a.tgz", "content");

        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("kept/a.tgz"))
                        .asUtf8String())
                .isEqualTo("content");
    }

    @Test
    void keepsBucketsOverARestart(@TempDir Path other) {
        try (S3Server first = S3Server.start(other)) {
            first.createBucket(BUCKET);
        }
        try (S3Server second = S3Server.start(other);
                S3Client restarted = second.client()) {
            second.createBucket(BUCKET);

            assertThat(restarted.listBuckets().buckets()).hasSize(1);
        }
    }

    @Test
    void refusesAWrongSecret() {
        try (S3Client stranger = server.client(S3Server.ACCESS_KEY_ID, "wrong")) {
            assertThat(statusOf(() -> stranger.listBuckets())).isEqualTo(403);
        }
    }

    @Test
    void refusesAnUnknownAccessKey() {
        try (S3Client stranger = server.client("SOMEBODYELSE", S3Server.SECRET_ACCESS_KEY)) {
            assertThat(statusOf(() -> stranger.listBuckets())).isEqualTo(403);
        }
    }

    @Test
    void listsPageByPage() {
        put("paged/a", "1");
        put("paged/b", "2");
        put("paged/c", "3");

        var first =
                client.listObjects(list -> list.bucket(BUCKET).prefix("paged/").maxKeys(2));
        var second = client.listObjects(
                list -> list.bucket(BUCKET).prefix("paged/").maxKeys(2).marker(first.nextMarker()));

        assertThat(first.isTruncated()).isTrue();
        assertThat(keys(first.contents())).containsExactly("paged/a", "paged/b");
        assertThat(second.isTruncated()).isFalse();
        assertThat(keys(second.contents())).containsExactly("paged/c");
    }

    @Test
    void getsOnlyUnderTheRightETag() {
        String etag = put("get/a", "content");

        assertThat(client.getObjectAsBytes(
                                get -> get.bucket(BUCKET).key("get/a").ifMatch(etag))
                        .asUtf8String())
                .isEqualTo("content");
        assertThat(statusOf(() -> client.getObjectAsBytes(
                        get -> get.bucket(BUCKET).key("get/a").ifMatch(OTHER_ETAG))))
                .isEqualTo(412);
    }

    @Test
    void copiesOnlyUnderTheRightETag() {
        String etag = put("copy/a", "content");

        assertThat(statusOf(() -> copy("copy/a", "copied/b", OTHER_ETAG))).isEqualTo(412);
        assertThatThrownBy(() -> client.headObject(head -> head.bucket(BUCKET).key("copied/b")))
                .isInstanceOf(S3Exception.class);

        copy("copy/a", "copied/a", etag);
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("copied/a"))
                        .asUtf8String())
                .isEqualTo("content");
    }

    @Test
    void deletesOnlyUnderTheRightETag() {
        String etag = put("delete/a", "content");

        assertThat(statusOf(() -> client.deleteObject(
                        delete -> delete.bucket(BUCKET).key("delete/a").ifMatch(OTHER_ETAG))))
                .isEqualTo(412);
        client.deleteObject(delete -> delete.bucket(BUCKET).key("delete/a").ifMatch(etag));
        assertThat(client.listObjects(list -> list.bucket(BUCKET).prefix("delete/"))
                        .contents())
                .isEmpty();
    }

    @Test
    void answers404ForWhatIsGone() {
        assertThat(statusOf(
                        () -> client.getObjectAsBytes(get -> get.bucket(BUCKET).key("gone"))))
                .isEqualTo(404);
        assertThat(statusOf(() -> copy("gone", "copied/gone", OTHER_ETAG))).isEqualTo(404);
    }

    private static String put(String key, String content) {
        return client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(content))
                .eTag();
    }

    private static void copy(String from, String to, String etag) {
        client.copyObject(copy -> copy.sourceBucket(BUCKET)
                .sourceKey(from)
                .destinationBucket(BUCKET)
                .destinationKey(to)
                .copySourceIfMatch(etag));
    }

    private static List<String> keys(List<S3Object> objects) {
        return objects.stream().map(S3Object::key).toList();
    }

    private static int statusOf(Runnable request) {
        try {
            request.run();
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }
}
