package io.footbridge.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.failure.Failure;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.StrictS3;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The cameras and the keys of some dates, against a strict S3. */
final class CameraFoldersTest {

    private static final String BUCKET = "exports";
    private static final String PREFIX = "a/b/";
    private static final LocalDate FIRST = LocalDate.of(2019, 8, 14);
    private static final LocalDate LAST = LocalDate.of(2019, 8, 15);

    private final List<String> cameras = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final CameraFolders.Finder finder = new CameraFolders.Finder() {
        @Override
        public void camera(String device) {
            cameras.add(device);
        }

        @Override
        public void key(String key) {
            keys.add(key);
        }
    };

    private StrictS3 s3;

    @BeforeEach
    void start() throws IOException {
        s3 = StrictS3.start();
        s3.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void onlyTheKeysOfTheDatesAreHandedOnAndEveryCameraIsKnown() {
        put("LT_1/2019-08-13/texts/a.tgz", "LT_1/2019-08-14/texts/b.tgz", "LT_1/2019-08-15/texts/c.tgz");
        put(
                "LT_1/2019-08-16/texts/d.tgz",
                "LT_2/2018-01-01/texts/e.tgz",
                "LT_3/.trash/x",
                "LT_3/2020-01-01/texts/f.tgz");

        assertThat(find(PREFIX)).isTrue();

        assertThat(cameras).containsExactly("LT_1", "LT_2", "LT_3");
        assertThat(keys)
                .containsExactly(PREFIX + "LT_1/2019-08-14/texts/b.tgz", PREFIX + "LT_1/2019-08-15/texts/c.tgz");
    }

    @Test
    void aShorterPrefixOrOneOfASingleCameraFindsTheSame() {
        put("LT_1/2019-08-15/texts/c.tgz");

        find("a/");
        find(PREFIX + "LT_1/");

        assertThat(cameras).containsExactly("LT_1", "LT_1");
        assertThat(keys).hasSize(2).containsOnly(PREFIX + "LT_1/2019-08-15/texts/c.tgz");
    }

    @Test
    void aCameraThatIsCalledLikeADateHidesNoOther() {
        put("2019-08-15/2019-08-15/texts/a.tgz", "LT_1/2019-08-15/texts/c.tgz");

        find(PREFIX);

        assertThat(cameras).contains("LT_1");
        assertThat(keys).contains(PREFIX + "LT_1/2019-08-15/texts/c.tgz");
    }

    @Test
    void aDayOfManyObjectsTakesARequestPerThousandAndNoneOfTheOthers() {
        for (int i = 0; i < 2_500; i++) {
            put("LT_1/2019-08-15/texts/" + i + ".tgz", "LT_1/2019-09-01/texts/" + i + ".tgz");
        }

        find(PREFIX);

        assertThat(keys).hasSize(2_500);
        assertThat(s3.count(S3Operation.LIST)).isLessThanOrEqualTo(6);
    }

    @Test
    void aBucketThatCannotBeListedIsAFailure() {
        s3.onRequest((operation, key, attempt) -> Optional.of(S3Fault.accessDenied()));

        assertThatThrownBy(() -> find(PREFIX)).isInstanceOf(Failure.class).hasMessageContaining("403");
    }

    @Test
    void aListingThatDoesNotGoOnEnds() {
        put("LT_1/2019-08-15/texts/c.tgz");
        CameraFolders folders = new CameraFolders(
                new DelegatingS3Client(s3.client()) {
                    @Override
                    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
                        return super.listObjectsV2(request.toBuilder()
                                        .continuationToken(null)
                                        .build())
                                .toBuilder()
                                .nextContinuationToken("again")
                                .build();
                    }
                },
                BUCKET);

        assertThatThrownBy(() -> folders.find(PREFIX, FIRST, LAST, finder))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the same page");
    }

    private boolean find(String prefix) {
        return new CameraFolders(new PlainS3Client(s3.client()), BUCKET).find(prefix, FIRST, LAST, finder);
    }

    private void put(String... keys) {
        for (String key : keys) {
            s3.put(BUCKET, PREFIX + key, new byte[0]);
        }
    }
}
