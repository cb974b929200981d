package io.footbridge.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.export.Selection;
import io.footbridge.ops.Accounts;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.StrictS3;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

@DisplayName("The client that answers a GET from the listing")
class ListedS3ClientTest {

    private static final String KEY = "p/LT_1/2019-08-15/texts/a.tgz";
    private static final GetObjectRequest GET =
            GetObjectRequest.builder().bucket("exports").key(KEY).build();

    private final Intake intake = new Intake(new Accounts(new SimpleMeterRegistry()));
    private StrictS3 server;
    private ListedS3Client s3;

    @BeforeEach
    void start() throws IOException {
        server = StrictS3.start();
        server.put("exports", KEY, "content".getBytes(UTF_8));
        s3 = new ListedS3Client(server.client(), new Selection(Set.of()), intake);
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
    void anotherKindOfResultIsStillHad() {
        assertThat(s3.getObject(GET, ResponseTransformer.toBytes()).asUtf8String())
                .isEqualTo("content");
    }
}
