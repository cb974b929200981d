package io.footbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.bucket.FailedObjects;
import io.footbridge.bucket.LeastRate;
import io.footbridge.failure.Failure;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.Selection;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.sandbox.s3.StrictS3;
import io.footbridge.td.RefusalStreak;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listings as no S3 gives them. */
class OddListingsTest {

    private static final String FOLDER = "p/LT_1/2019-08-15/texts/";

    private final Intake intake = new Intake(
            null, new ImportMetrics(new SimpleMeterRegistry(), "default"), new RefusalStreak(), KeyLayout.SENSE_VIDEO);
    private StrictS3 server;

    @BeforeEach
    void start() throws IOException {
        server = StrictS3.start();
        for (String name : List.of("a.tgz", "b.tgz", "c.tgz")) {
            server.put("exports", FOLDER + name, new byte[1]);
        }
        server.put("exports", FOLDER + "d/", new byte[1]);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A store that begins every listing from the start. */
    private static final class Forgetful extends DelegatingS3Client {

        Forgetful(S3Client s3) {
            super(s3);
        }

        @Override
        public ListObjectsResponse listObjects(ListObjectsRequest request) {
            return super.listObjects(request.toBuilder().marker(null).build());
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            ListObjectsV2Response page = super.listObjectsV2(
                    request.toBuilder().continuationToken(null).maxKeys(1).build());
            return page.toBuilder()
                    .continuationToken(request.continuationToken())
                    .build();
        }
    }

    @Test
    void aListingThatDoesNotGoOnHasAnEnd() {
        ListedS3Client s3 = listed(new Forgetful(server.client()));
        ListObjectsRequest all = ListObjectsRequest.builder()
                .bucket("exports")
                .prefix("p/")
                .maxKeys(1)
                .build();
        ListObjectsResponse first = s3.listObjects(all);

        assertThatThrownBy(() -> s3.listObjects(
                        all.toBuilder().marker(first.nextMarker()).build()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not go on");
    }

    @Test
    void aListingOfTheFailedPrefixThatDoesNotGoOnHasAnEnd() {
        FailedObjects failed = new FailedObjects(new Forgetful(server.client()), "exports", "p/", "imported/");

        assertThatThrownBy(() -> failed.list("", false).count())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not go on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etag", "size"})
    void anEntryThatSaysTooLittleStaysAndTheOthersAreTaken(String missing) {
        UnaryOperator<S3Object> less = object -> missing.equals("etag")
                ? object.toBuilder().eTag(null).build()
                : object.toBuilder().size(null).build();
        ListedS3Client s3 = listed(new DelegatingS3Client(server.client()) {
            @Override
            public ListObjectsResponse listObjects(ListObjectsRequest request) {
                ListObjectsResponse page = super.listObjects(request);
                return page.toBuilder()
                        .contents(page.contents().stream()
                                .map(object -> object.key().endsWith("b.tgz") ? less.apply(object) : object)
                                .toList())
                        .build();
            }
        });

        ListObjectsResponse page = s3.listObjects(list -> list.bucket("exports").prefix("p/"));

        assertThat(page.contents().stream().map(S3Object::key))
                .as("and what has content is no placeholder of a folder")
                .containsExactlyInAnyOrder(FOLDER + "a.tgz", FOLDER + "c.tgz");
        assertThat(intake.deferred()).containsExactly(FOLDER + "b.tgz");
        assertThat(intake.ignored()).isEqualTo(1);
    }

    private ListedS3Client listed(S3Client s3) {
        return new ListedS3Client(
                s3,
                new Selection(KeyLayout.SENSE_VIDEO, Set.of()),
                intake,
                new Destinations("imported/", "failed/"),
                LeastRate.DEFAULT);
    }
}
