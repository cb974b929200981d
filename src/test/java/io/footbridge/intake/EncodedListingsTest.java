package io.footbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.bucket.EncodedListings;
import io.footbridge.bucket.LeastRate;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.Selection;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.sandbox.s3.StrictS3;
import io.footbridge.td.RefusalStreak;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listings whose keys are encoded on the way, page by page. */
class EncodedListingsTest {

    private static final List<String> KEYS = Stream.of("\u0001", "%41", "+", "+b", " ", "a b", "é", "\ufffe")
            .map(name -> "p/LT_1/2019-08-15/texts/" + name + ".tgz")
            .toList();

    @Test
    void theNextPageBeginsAfterTheKeyItselfAndNotAfterItsEncoding() throws IOException {
        try (StrictS3 server = StrictS3.start();
                S3Client client = encoding(server)) {
            KEYS.forEach(key -> server.put("exports", key, new byte[1]));
            ListedS3Client s3 = new ListedS3Client(
                    client,
                    new Selection(KeyLayout.SENSE_VIDEO, Set.of()),
                    new Intake(
                            null,
                            new ImportMetrics(new SimpleMeterRegistry(), "default"),
                            new RefusalStreak(),
                            KeyLayout.SENSE_VIDEO),
                    new Destinations("imported/", "failed/"),
                    LeastRate.DEFAULT);

            List<String> listed = new ArrayList<>();
            ListObjectsRequest page = ListObjectsRequest.builder()
                    .bucket("exports")
                    .prefix("p/")
                    .maxKeys(1)
                    .build();
            while (page != null && listed.size() <= KEYS.size()) {
                ListObjectsResponse answer = s3.listObjects(page);
                answer.contents().stream().map(S3Object::key).forEach(listed::add);
                page = Boolean.TRUE.equals(answer.isTruncated())
                        ? page.toBuilder().marker(answer.nextMarker()).build()
                        : null;
            }

            assertThat(listed).isEqualTo(server.keys("exports", "p/")).hasSameSizeAs(KEYS);
        }
    }

    @Test
    void theSecondVersionOfListingsIsEncodedToo() throws IOException {
        try (StrictS3 server = StrictS3.start();
                S3Client client = encoding(server)) {
            KEYS.forEach(key -> server.put("exports", key, new byte[1]));

            assertThat(client.listObjectsV2Paginator(
                                    list -> list.bucket("exports").prefix("p/").maxKeys(1))
                            .contents())
                    .extracting(S3Object::key)
                    .isEqualTo(server.keys("exports", "p/"));
        }
    }

    private static S3Client encoding(StrictS3 server) {
        return server.clientBuilder()
                .overrideConfiguration(client -> client.addExecutionInterceptor(new EncodedListings()))
                .build();
    }
}
