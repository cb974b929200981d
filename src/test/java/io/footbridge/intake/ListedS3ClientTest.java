package io.footbridge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.bucket.LeastRate;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.Selection;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.Outcome;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.StrictS3;
import io.footbridge.td.RefusalStreak;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

@DisplayName("The client that answers a GET from the listing")
class ListedS3ClientTest {

    private static final String KEY = "p/LT_1/2019-08-15/texts/a.tgz";
    private static final GetObjectRequest GET =
            GetObjectRequest.builder().bucket("exports").key(KEY).build();

    private final Intake intake = new Intake(
            null, new ImportMetrics(new SimpleMeterRegistry(), "default"), new RefusalStreak(), KeyLayout.SENSE_VIDEO);
    private StrictS3 server;
    private ListedS3Client s3;

    @BeforeEach
    void start() throws IOException {
        server = StrictS3.start();
        server.put("exports", KEY, "content".getBytes(UTF_8));
        s3 = new ListedS3Client(
                server.client(),
                new Selection(KeyLayout.SENSE_VIDEO, Set.of()),
                intake,
                new Destinations("imported/", "failed/"),
                LeastRate.DEFAULT);
        s3.listObjects(list -> list.bucket("exports").prefix("p/"));
        assertThat(intake.take(KEY)).isTrue();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theRequestGoesOutWhenTheBodyIsRead() throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = s3.getObject(GET, ResponseTransformer.toInputStream())) {
            assertThat(in.response().contentLength()).isEqualTo(7);
            assertThat(server.requests()).noneMatch(request -> request.operation() == S3Operation.GET);
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("content");
        }
        assertThat(server.requests()).anyMatch(request -> request.operation() == S3Operation.GET);
    }

    @Test
    void noTimerHoldsAnAnswerThatNobodyReads() throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = s3.getObject(GET, ResponseTransformer.toInputStream())) {
            assertThat(in.hasTimeoutTask()).isFalse();
        }
    }

    @Test
    void aListingThatBrokeOffBeginsAnewInTheNextPollCycle() {
        Failure failed = new Failure(Reason.S3_UNAVAILABLE, "no");
        settle(KEY);
        server.put("exports", KEY, "content".getBytes(UTF_8));
        intake.listingFailed(failed);

        ListObjectsResponse next =
                s3.listObjects(list -> list.bucket("exports").prefix("p/").marker(KEY + "z"));

        assertThat(next.contents()).extracting(S3Object::key).containsExactly(KEY);
        assertThat(intake.pausedBy()).isEmpty();
    }

    @Test
    void whatHadToBeLeftComesAfterAllOtherPages() {
        intake.admit(intake.object(KEY));
        intake.release(KEY);
        intake.endListing();
        for (String name : List.of("b", "c", "d", "e")) {
            server.put("exports", "p/LT_1/2019-08-15/texts/" + name + ".tgz", "content".getBytes(UTF_8));
        }
        server.put("exports", "p/z-is-no-export", "content".getBytes(UTF_8));
        List<String> order = new ArrayList<>();
        String marker = null;
        for (int polls = 0; polls < 10; polls++) {
            String from = marker;
            ListObjectsResponse page = s3.listObjects(
                    list -> list.bucket("exports").prefix("p/").maxKeys(2).marker(from));
            marker = page.nextMarker();
            for (S3Object object : page.contents()) {
                order.add(object.key().substring(object.key().lastIndexOf('/') + 1));
                assertThat(intake.take(object.key())).isTrue();
                intake.admit(intake.object(object.key()));
                intake.release(object.key());
            }
            if (page.contents().isEmpty()) {
                break;
            }
        }

        assertThat(order).hasSize(5).endsWith("a.tgz").contains("b.tgz", "c.tgz", "d.tgz", "e.tgz");
    }

    @Test
    void aKeyThatCannotBeCopiedIsNeverOffered() {
        settle(KEY);
        String folder = "p/LT_1/2019-08-15/texts/";
        int room = 1_024 - "failed/".length() - ".rejects.jsonl".length();
        String longest = folder + "x".repeat(room - folder.length() - 4) + ".tgz";
        String tooLong = folder + "ü".repeat((room - folder.length() - 4) / 2 + 1) + ".tgz";
        server.put("exports", longest, "content".getBytes(UTF_8));
        server.put("exports", tooLong, "content".getBytes(UTF_8));

        ListObjectsResponse page = s3.listObjects(list -> list.bucket("exports").prefix("p/"));

        assertThat(page.contents()).extracting(S3Object::key).containsExactly(longest);
        assertThat(intake.deferred()).containsExactly(tooLong);
    }

    private void settle(String key) {
        intake.admit(intake.object(key));
        String etag = '"' + intake.object(key).etag() + '"';
        s3.deleteObject(delete -> delete.bucket("exports").key(key).ifMatch(etag));
        intake.removed(intake.object(key), Outcome.IMPORTED);
        intake.release(key);
        intake.endListing();
    }

    @Test
    void theConsumerDeletesNothing() {
        String other = "p/LT_1/2019-08-15/texts/b.tgz";
        server.put("exports", other, "content".getBytes(UTF_8));

        s3.deleteObject(delete -> delete.bucket("exports").key(other));
        s3.deleteObject(delete -> delete.bucket("exports").key(KEY));

        assertThat(server.keys("exports", "p/")).contains(other, KEY);
    }

    @Test
    void anotherKindOfResultIsStillHad() {
        assertThat(s3.getObject(GET, ResponseTransformer.toBytes()).asUtf8String())
                .isEqualTo("content");
    }
}
